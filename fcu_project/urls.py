"""Where every floor's addresses meet. Besides settings, the only file of the ground floor that looks up."""

from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from fcu_project import views
from institutions.admin import site
from institutions.views import account, document, home

urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    path("masuk/", account.LoginView.as_view(), name="login"),
    path("keluar/", LogoutView.as_view(), name="logout"),
    path("akun/", account.AccountView.as_view(), name="account"),
    path("akun/peran/", account.SwitchRoleView.as_view(), name="switch-role"),
    path("akun/kata-sandi/", account.PasswordView.as_view(), name="password"),
    path("tahap/<str:label>/<uuid:uid>/<str:name>/", views.TransitionView.as_view(), name="transition"),
    path("alasan/<str:label>/<uuid:uid>/<str:gate>/", views.GateReasonView.as_view(), name="gate-reason"),
    path("cek/<str:token>/", document.check, name="document-check"),
    path("admin/", site.urls),
    path("", include("institutions.urls")),
    path("", include("families.urls")),
    path("", include("referrals.urls")),
    path("", include("reporting.urls")),
]
if not settings.PRODUCTION:
    from fcu_project.gallery import gallery

    urlpatterns.append(path("komponen/", gallery, name="gallery"))
