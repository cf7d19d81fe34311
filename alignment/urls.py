"""All addresses of the product."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from alignment.components import components

# The one sign-in page, with its limits, for the admin too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

admin.site.site_header = admin.site.site_title = "OneTeam"
admin.site.index_title = _("For the person who runs this OneTeam")

handler500 = "alignment.errors.server_error"

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("assessments.urls")),
    path("", include("accounts.urls")),
    path("account/", include("accounts.sign_in_urls")),
    path("admin/", admin.site.urls),
    path("components/", components, name="components"),
]
