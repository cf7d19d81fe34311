import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("team", models.CharField(choices=[("sales", "Sales"), ("marketing", "Marketing")], max_length=9)),
                ("segment", models.PositiveSmallIntegerField(null=True)),
                ("receipt_hash", models.CharField(max_length=64, unique=True)),
                ("fingerprint", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created at"),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "assessment",
                "verbose_name_plural": "assessments",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=300, verbose_name="code")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("text", models.CharField(max_length=300, verbose_name="question")),
                ("dimension", models.CharField(blank=True, max_length=5, verbose_name="topic")),
                (
                    "subject",
                    models.CharField(
                        choices=[("sales", "Sales"), ("marketing", "Marketing"), ("both", "Both teams")],
                        default="both",
                        max_length=10,
                        verbose_name="about",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("behavior", "Behavior"),
                            ("process", "Process"),
                            ("fact", "Fact"),
                            ("knowledge", "Knowledge"),
                            ("attitude", "Attitude"),
                            ("preference", "Preference"),
                            ("custom", "Custom"),
                            ("open", "Open"),
                        ],
                        default="custom",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("+", "A high answer is good"),
                            ("-", "A high answer is bad"),
                            ("0", "Neither: never scored"),
                        ],
                        default="+",
                        max_length=1,
                        verbose_name="direction",
                    ),
                ),
                (
                    "scale",
                    models.CharField(
                        choices=[("five", "Five worded points"), ("yesno", "Yes or no"), ("text", "Free text")],
                        default="five",
                        max_length=5,
                        verbose_name="scale",
                    ),
                ),
                ("labels", models.JSONField(default=list, verbose_name="labels")),
                ("not_applicable", models.CharField(blank=True, max_length=80, verbose_name="extra answer")),
                (
                    "guess_rule",
                    models.CharField(
                        choices=[
                            ("both", "Both teams guess"),
                            ("subject-only", "Only the team asked about guesses"),
                            ("none", "Nobody guesses"),
                        ],
                        default="both",
                        max_length=12,
                        verbose_name="guess of the other team",
                    ),
                ),
                ("prompt", models.CharField(blank=True, max_length=500, verbose_name="discussion prompt")),
                ("actions", models.JSONField(default=list, verbose_name="actions")),
                ("weight", models.FloatField(default=1.0, verbose_name="weight")),
                ("position", models.PositiveIntegerField(default=0)),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retired at")),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["organization_id", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=300, verbose_name="code")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("text", models.CharField(max_length=300, verbose_name="question")),
                ("dimension", models.CharField(blank=True, max_length=5, verbose_name="topic")),
                (
                    "subject",
                    models.CharField(
                        choices=[("sales", "Sales"), ("marketing", "Marketing"), ("both", "Both teams")],
                        default="both",
                        max_length=10,
                        verbose_name="about",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("behavior", "Behavior"),
                            ("process", "Process"),
                            ("fact", "Fact"),
                            ("knowledge", "Knowledge"),
                            ("attitude", "Attitude"),
                            ("preference", "Preference"),
                            ("custom", "Custom"),
                            ("open", "Open"),
                        ],
                        default="custom",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("+", "A high answer is good"),
                            ("-", "A high answer is bad"),
                            ("0", "Neither: never scored"),
                        ],
                        default="+",
                        max_length=1,
                        verbose_name="direction",
                    ),
                ),
                (
                    "scale",
                    models.CharField(
                        choices=[("five", "Five worded points"), ("yesno", "Yes or no"), ("text", "Free text")],
                        default="five",
                        max_length=5,
                        verbose_name="scale",
                    ),
                ),
                ("labels", models.JSONField(default=list, verbose_name="labels")),
                ("not_applicable", models.CharField(blank=True, max_length=80, verbose_name="extra answer")),
                (
                    "guess_rule",
                    models.CharField(
                        choices=[
                            ("both", "Both teams guess"),
                            ("subject-only", "Only the team asked about guesses"),
                            ("none", "Nobody guesses"),
                        ],
                        default="both",
                        max_length=12,
                        verbose_name="guess of the other team",
                    ),
                ),
                ("prompt", models.CharField(blank=True, max_length=500, verbose_name="discussion prompt")),
                ("actions", models.JSONField(default=list, verbose_name="actions")),
                ("weight", models.FloatField(default=1.0, verbose_name="weight")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("has_guess", models.BooleanField(default=True)),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
                        to="assessments.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "item",
                "verbose_name_plural": "items",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=2000)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="assessments.item"
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="assessments.response"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("own", models.PositiveSmallIntegerField(null=True)),
                ("guess", models.PositiveSmallIntegerField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="assessments.item"
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="assessments.response"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=12, unique=True, verbose_name="code")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        editable=False,
                        max_length=6,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("anonymous", "Anonymous"), ("confidential", "Confidential")],
                        default="anonymous",
                        max_length=12,
                        verbose_name="mode",
                    ),
                ),
                (
                    "minimum",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="minimum group size",
                    ),
                ),
                ("comment_minimum", models.PositiveSmallIntegerField(default=8, verbose_name="minimum for comments")),
                ("has_guesses", models.BooleanField(default=True, verbose_name="ask what the other team will answer")),
                ("segment_title", models.CharField(blank=True, max_length=80, verbose_name="question on groups")),
                ("segments", models.JSONField(blank=True, default=list, verbose_name="groups")),
                ("people_kept_days", models.PositiveSmallIntegerField(default=30, editable=False)),
                ("notice", models.JSONField(default=dict, editable=False)),
                (
                    "invited_sales",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="people invited in Sales"),
                ),
                (
                    "invited_marketing",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="people invited in Marketing"),
                ),
                ("time_zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes at")),
                ("launched_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                ("reply_to", models.EmailField(blank=True, max_length=254, verbose_name="replies go to")),
                ("edited", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="assessments.assessment"
                    ),
                ),
            ],
            options={
                "verbose_name": "round",
                "verbose_name_plural": "rounds",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="response",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="responses", to="assessments.round"
            ),
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.TextField()),
                ("salt", models.BinaryField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="release", to="assessments.round"
                    ),
                ),
            ],
            options={
                "verbose_name": "release",
                "verbose_name_plural": "releases",
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("team", models.CharField(choices=[("sales", "Sales"), ("marketing", "Marketing")], max_length=9)),
                ("seed", models.BinaryField(max_length=16)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("is_personal", models.BooleanField(default=False)),
                ("is_used", models.BooleanField(default=False)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="assessments.round"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="item",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="assessments.round"
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "team",
                    models.CharField(
                        choices=[("sales", "Sales"), ("marketing", "Marketing")], max_length=9, verbose_name="team"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("unsubscribe_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ("wants_mail", models.BooleanField(default=True, editable=False)),
                (
                    "link",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitation",
                        to="assessments.link",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="assessments.round"
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["team", "name", "email"],
            },
        ),
        migrations.CreateModel(
            name="Wave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("send_at", models.DateTimeField()),
                ("is_started", models.BooleanField(default=False)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("unknown", models.PositiveIntegerField(default=0)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="waves", to="assessments.round"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("claimed", "Being sent"),
                            ("done", "Sent"),
                            ("refused", "Refused"),
                            ("unknown", "Not known whether it was sent"),
                        ],
                        default="queued",
                        max_length=7,
                    ),
                ),
                ("claimed_at", models.DateTimeField(null=True)),
                ("not_before", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("refusal", models.CharField(blank=True, max_length=200)),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="assessments.invitation"
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="assessments.wave"
                    ),
                ),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
            },
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(fields=("organization", "name"), name="assessment_name"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organization", None)), fields=("code",), name="question_bank_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("organization", "code"), name="question_code"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(condition=models.Q(("weight__gt", 0)), name="question_weight"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("direction__in", ["+", "-", "0"])), name="question_direction"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("scale__in", ["five", "yesno", "text"])), name="question_scale"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("guess_rule__in", ["both", "subject-only", "none"])), name="question_guess_rule"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(fields=("response", "item"), name="comment_once"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("response", "item"), name="answer_once"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("own", None), ("own__in", [1, 2, 3, 4, 5, 0, 9]), _connector="OR"),
                name="answer_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("guess", None), ("guess__in", [1, 2, 3, 4, 5, 0]), _connector="OR"),
                name="answer_guess",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("guess", None), ("own", None), _negated=True), name="answer_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "open", "closed"])), name="round_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["anonymous", "confidential"])), name="round_mode"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(condition=models.Q(("minimum__range", (3, 10))), name="round_minimum"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("comment_minimum__gte", models.F("minimum")), ("comment_minimum__range", (3, 20))),
                name="round_comment_minimum",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("launched_at", None), ("state", "draft")),
                    models.Q(
                        models.Q(("state", "draft"), _negated=True),
                        ("closes_at__isnull", False),
                        ("launched_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="round_launched",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)),
                    _connector="OR",
                ),
                name="round_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("team__in", ["sales", "marketing"])), name="response_team"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("segment", None), ("segment__range", (1, 8)), _connector="OR"),
                name="response_segment",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_personal", False)), fields=("round", "team"), name="link_of_team_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_personal", True), ("is_used", False), _connector="OR"),
                name="link_of_team_never_used",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("team__in", ["sales", "marketing"])), name="link_team"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("round", "code"), name="item_code"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("round", "position"), name="item_position"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                models.F("round"), django.db.models.functions.text.Lower("email"), name="invitation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("team__in", ["sales", "marketing"])), name="invitation_team"
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.UniqueConstraint(fields=("round", "number"), name="wave_once"),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(condition=models.Q(("number__lte", 3)), name="wave_number"),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "claimed"])), fields=["state"], name="mail_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(fields=("wave", "invitation"), name="mail_once"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["queued", "claimed", "done", "refused", "unknown"])),
                name="mail_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_at__isnull", False), ("state", "claimed")),
                    models.Q(models.Q(("state", "claimed"), _negated=True), ("claimed_at", None)),
                    _connector="OR",
                ),
                name="mail_claimed",
            ),
        ),
    ]
