"""People who sign in, the organizations they work for, and the role they have there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.branding import ACCENT

GUEST = "guest@example.com"
"""Whoever tries the demo signs in as this one account, which looks and changes nothing: see accounts/guests.py."""


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Signs in by e-mail. Respondents have no account."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        """One or two letters that stand for the person where a name is too long: CC for Casey van Consultant."""
        words = (self.name or self.email).split()
        return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()

    @property
    def is_guest(self) -> bool:
        return self.email == GUEST

    def save(self, *args: Any, **fields: Any) -> None:
        """Of the guest, signing in leaves no trace: it is not one person."""
        if not (self.is_guest and fields.get("update_fields") == ["last_login"]):
            super().save(*args, **fields)


class Role(models.TextChoices):
    VIEWER = "viewer", _("Viewer")
    EDITOR = "editor", _("Editor")
    OWNER = "owner", _("Owner")

    @property
    def rank(self) -> int:
        return [Role.VIEWER, Role.EDITOR, Role.OWNER].index(self)

    def includes(self, needed: Role) -> bool:
        """An owner may do what an editor may, an editor what a viewer may."""
        return self.rank >= needed.rank


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def of(self, user: User) -> OrganizationQuerySet:
        """The organizations `user` is a member of, by name."""
        return self.filter(memberships__user=user).order_by("name")


class Organization(models.Model):
    """A client company."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Branding(models.Model):
    """How an organization looks on what it hands out, or a consultant on the books that they make.

    `logo` is a PNG that we wrote ourselves, empty where there is none; its address is made of `logo_digest`, the
    SHA-256 of its bytes. The fields from `company` on are the contact block of a consultant.
    """

    organization = models.OneToOneField(Organization, models.CASCADE, null=True, related_name="branding")
    user = models.OneToOneField(User, models.CASCADE, null=True, related_name="branding")
    logo = models.BinaryField(default=bytes)
    logo_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    accent = models.CharField(_("accent color"), max_length=7, default=ACCENT)
    company = models.CharField(_("company"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail for clients"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    words = models.CharField(_("words to clients"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("branding")
        verbose_name_plural = _("brandings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization=None, user__isnull=False)
                | models.Q(organization__isnull=False, user=None),
                name="branding_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.organization or self.user)


class Membership(models.Model):
    """What a user may do in an organization."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("user"), related_name="memberships")
    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["user", "organization"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class MemberInvitation(models.Model):
    """A way into an organization for one person; only a hash of the link's secret is kept."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), related_name="member_invitations"
    )
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("expires at"))

    class Meta:
        verbose_name = _("member invitation")
        verbose_name_plural = _("member invitations")
        constraints = [
            models.UniqueConstraint(fields=["organization", "email"], name="member_invitation_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="member_invitation_role"),
        ]

    def __str__(self) -> str:
        return self.email
