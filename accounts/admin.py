"""The operator's view of accounts."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberInvitation, Membership, Organization, User

admin.site.unregister(Group)  # what somebody may do hangs on memberships alone


class LowercaseEmail(forms.Form):
    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class NewUserForm(LowercaseEmail, AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: dict[str, type[forms.Field]] = {}


class UserForm(LowercaseEmail, UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, type[forms.Field]] = {}


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Membership
    extra = 0
    autocomplete_fields = ["user", "organization"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]
    form = UserForm
    add_form = NewUserForm
    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "memberships__role"]
    search_fields = ["email", "name"]
    filter_horizontal = []
    readonly_fields = ["last_login", "joined_at"]
    inlines = [MembershipInline]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Access"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Dates"), {"fields": ["joined_at", "last_login"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "slug", "is_demo", "created_at"]
    list_filter = ["is_demo"]
    search_fields = ["name", "slug"]
    readonly_fields = ["created_at"]
    date_hierarchy = "created_at"
    inlines = [MembershipInline]

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """Owners delete an organization, by typing its name."""
        return False


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["user", "organization", "role"]
    list_filter = ["role", "organization__is_demo"]
    list_select_related = ["user", "organization"]
    search_fields = ["user__email", "user__name", "organization__name"]
    autocomplete_fields = ["user", "organization"]


@admin.register(MemberInvitation)
class MemberInvitationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """To see and delete; invitations are made by owners, who get the link."""

    list_display = ["email", "organization", "role", "expires_at"]
    list_filter = ["role", "expires_at"]
    list_select_related = ["organization"]
    search_fields = ["email", "organization__name"]

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False
