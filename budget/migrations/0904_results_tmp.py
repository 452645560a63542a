from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("budget", "0006_published_results")]

    operations = [
        migrations.AddField(
            "tallyrun",
            "ballot_sha256",
            models.CharField(max_length=64, verbose_name="hash of the ballot definition", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "award",
            "cost_cents",
            models.BigIntegerField(verbose_name="cost when counted (cents)", default=0),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "tallyrun", models.UniqueConstraint(fields=("envelope",), name="one_count_per_envelope")
        ),
    ]
