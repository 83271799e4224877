"""Signing in and out, the choice of role, the own account."""

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.generic import TemplateView

from fcu_project import audit, dates
from institutions.session import active_assignments, choose, say_signed_off


class LoginForm(AuthenticationForm):
    """Name and password; which of the two is wrong is not told."""

    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi salah. Periksa lagi huruf besar dan kecilnya.",
        "inactive": "Akun ini tidak aktif. Hubungi administrator Dinas Sosial.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama pengguna"
        self.fields["username"].error_messages["required"] = "Nama pengguna belum diisi."
        self.fields["password"].label = "Kata sandi"
        self.fields["password"].error_messages["required"] = "Kata sandi belum diisi."


class LoginView(views.LoginView):
    form_class = LoginForm
    redirect_authenticated_user = True

    def get(self, request, *args, **kwargs):
        say_signed_off(request)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        response = super().form_valid(form)
        found = active_assignments(form.get_user().person, dates.today())
        audit.record("login", by=found[0] if found else None, obj=form.get_user().person)
        return response if len(found) == 1 else redirect("switch-role")

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class SwitchRoleView(TemplateView):
    """Choose the role and place for this session; one person may hold several."""

    template_name = "account/switch_role.html"

    def get_context_data(self, **kwargs):
        assignments = active_assignments(self.request.user.person)
        return super().get_context_data(assignments=assignments, **kwargs)

    def post(self, request, *args, **kwargs):
        wanted = request.POST.get("assignment", "")
        found = next((a for a in active_assignments(request.user.person) if str(a.uid) == wanted), None)
        if found is None:
            messages.error(request, "Penugasan itu sudah tidak berlaku. Pilih yang lain.")
            return redirect("switch-role")
        choose(request, found)
        audit.record("role:choose", by=found, obj=found)
        return redirect("home")


class AccountView(TemplateView):
    """Who am I here, on what basis, until when."""

    template_name = "account/account.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(assignments=active_assignments(self.request.user.person), **kwargs)


class PasswordForm(PasswordChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in (
            ("old_password", "Kata sandi sekarang"),
            ("new_password1", "Kata sandi baru"),
            ("new_password2", "Ulangi kata sandi baru"),
        ):
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = f"{label} belum diisi."
        self.fields[
            "new_password1"
        ].help_text = "Sedikitnya 12 huruf. Kalimat pendek mudah diingat, contoh: pagi-hari-minum-kopi."
        for field in self.fields.values():
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.attrs["class"] = "form-control"


class PasswordView(views.PasswordChangeView):
    form_class = PasswordForm
    template_name = "account/password.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form):
        form.save()
        form.user.must_change_password = False
        form.user.save(update_fields=["must_change_password"])
        update_session_auth_hash(self.request, form.user)
        audit.record("password:change", by=self.request.assignment, obj=form.user.person)
        messages.success(self.request, "Kata sandi sudah diganti.")
        return redirect(self.success_url)

    def form_invalid(self, form):
        return render(self.request, self.template_name, {"form": form}, status=422)
