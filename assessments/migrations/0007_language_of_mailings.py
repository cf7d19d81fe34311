from django.db import migrations, models

import assessments.models.people


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_action_created_at")]

    operations = [
        migrations.AddField(
            model_name="wave",
            name="language",
            field=models.CharField(default=assessments.models.people.language_at_work, max_length=10),
        ),
    ]
