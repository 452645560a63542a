"""The staff groups of the domain and what each may do. Editors' rights on pages are set up by the `home` floor."""

from django.apps import apps as live_apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

EVERYDAY = ("add", "change", "view")
GROUPS = {
    "Pilotage": [
        "manage_campaign", "validate_partner", "merge_project", "freeze_vote", "open_vote", "count_vote",
        "publish_results", "follow_delivery", "answer_question",
        *(f"{verb}_{model}" for verb in EVERYDAY for model in (
            "campaign", "phase", "envelope", "district", "theme", "partner", "workshop", "workshoptable", "council",
            "axis", "objective", "amendment", "commitment", "milestone",
        )),
        "view_project", "view_contribution", "view_registeredquestion", "view_tallyrun", "view_journalentry",
    ],
    "Animation": ["capture_note", "enter_contribution", "view_workshop", "view_contribution"],
    "Instruction": ["assess_project", "answer_question", "view_project", "view_registeredquestion"],
    "Modération": ["moderate_contribution", "enter_contribution", "view_contribution"],
}


def create_groups(apps, schema_editor):
    """Permissions are usually made after the last migration: make them now, so that groups can hold them."""
    for label in ("budget", "wagtailadmin"):
        config = live_apps.get_app_config(label)
        create_contenttypes(config, verbosity=0, using=schema_editor.connection.alias)
        create_permissions(config, verbosity=0, using=schema_editor.connection.alias)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    admin = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        found = Permission.objects.filter(content_type__app_label="budget", codename__in=codenames)
        missing = set(codenames) - set(found.values_list("codename", flat=True))
        if missing:
            raise LookupError(f"No such permission: {sorted(missing)}")
        group.permissions.add(*found, *admin)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("budget", "0003_append_only"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(create_groups, remove_groups)]
