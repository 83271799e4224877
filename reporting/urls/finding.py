"""What was found at visits, and how it was closed."""

urlpatterns = []
