"""Addresses of organizations, of the people in them, and of the ways in."""

from __future__ import annotations

from django.urls import path

from accounts.views import account, branding, entry, members, organizations

app_name = "accounts"

urlpatterns = [
    path("", organizations.home, name="home"),
    path("organizations/", organizations.organization_list, name="organization-list"),
    path("organizations/new/", organizations.organization_create, name="organization-create"),
    path("o/<slug:slug>/members/", members.member_list, name="member-list"),
    path("o/<slug:slug>/members/invite/", members.member_invite, name="member-invite"),
    path("o/<slug:slug>/members/<int:pk>/role/", members.member_change, name="member-change"),
    path("o/<slug:slug>/members/<int:pk>/remove/", members.member_remove, name="member-remove"),
    path(
        "o/<slug:slug>/members/invitations/<int:pk>/withdraw/",
        members.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("o/<slug:slug>/branding/", branding.branding_edit, name="branding-edit"),
    path("o/<slug:slug>/branding/logo/", branding.branding_logo, name="branding-logo"),
    path("o/<slug:slug>/leave/", account.organization_leave, name="organization-leave"),
    path("account/", account.account_edit, name="account-edit"),
    path("account/sign-out-elsewhere/", account.account_sign_out_elsewhere, name="account-sign-out-elsewhere"),
    path("account/contact/", branding.contact_edit, name="contact-edit"),
    path("account/contact/logo/", branding.contact_logo, name="contact-logo"),
    path("logo/<slug:digest>.png", branding.brand_logo, name="brand-logo"),
    path("brand/<slug:accent>/<slug:sheet>.css", branding.brand_style, name="brand-style"),
    path("join/<str:token>/", entry.invitation_accept, name="invitation-accept"),
    path("setup/<str:token>/", entry.setup, name="setup"),
]
