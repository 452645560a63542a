"""Postal addresses are read by those who run the campaign and those who lead its meetings."""

from django.apps import apps as live_apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

GROUPS = ("Pilotage", "Animation")


def grant(apps, schema_editor):
    config = live_apps.get_app_config("budget")
    create_contenttypes(config, verbosity=0, using=schema_editor.connection.alias)
    create_permissions(config, verbosity=0, using=schema_editor.connection.alias)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    right = Permission.objects.get(content_type__app_label="budget", codename="write_letter")
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [("budget", "0018_follow_codes_and_letters")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
