"""The comms group: it edits, submits and publishes every page, pictures and documents, and nothing of the domain.

The campaign managers read the pages and approve what the editors submit to them.
"""

from django.apps import apps as live_apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

EDITORS, MANAGERS = "Rédaction", "Pilotage"
#: On every page, from the root down.
ON_PAGES = {EDITORS: ["add", "change", "publish", "lock", "unlock"], MANAGERS: ["change"]}
#: On every collection of pictures and of documents.
ON_FILES = {EDITORS: ["add", "change", "choose"], MANAGERS: ["choose"]}
#: On the whole site.
PERMISSIONS = {
    EDITORS: [
        "wagtailadmin.access_admin",
        "home.change_sitesettings",
        "simple_translation.submit_translation",
        "wagtailcore.add_collection",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
    ],
    MANAGERS: ["wagtailadmin.access_admin"],
}
APPS = ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs", "wagtailredirects", "simple_translation", "home")


def create_editors(apps, schema_editor):
    """Permissions are usually made after the last migration: make them now, so that groups can hold them."""
    for label in APPS:
        config = live_apps.get_app_config(label)
        create_contenttypes(config, verbosity=0, using=schema_editor.connection.alias)
        create_permissions(config, verbosity=0, using=schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    files = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    page_permissions = apps.get_model("wagtailcore", "GroupPagePermission").objects
    file_permissions = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for name in (EDITORS, MANAGERS):
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for label in PERMISSIONS[name]:
            app, codename = label.split(".")
            group.permissions.add(permissions.get(content_type__app_label=app, codename=codename))
        for verb in ON_PAGES[name]:
            page_permissions.get_or_create(
                group=group,
                page=root,
                permission=permissions.get(content_type__app_label="wagtailcore", codename=f"{verb}_page"),
            )
        for app, kind in (("wagtailimages", "image"), ("wagtaildocs", "document")):
            for verb in ON_FILES[name]:
                file_permissions.get_or_create(
                    group=group,
                    collection=files,
                    permission=permissions.get(content_type__app_label=app, codename=f"{verb}_{kind}"),
                )


def approve_by_managers(apps, schema_editor):
    """Wagtail's own groups give way to those of the city; its approval task goes to the campaign managers."""
    group = apps.get_model("auth", "Group").objects
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(groups__name="Moderators")
    for task in list(tasks):
        task.name = "Relecture par le pilotage"
        task.save()
        task.groups.set(group.filter(name=MANAGERS))
        apps.get_model("wagtailcore", "Workflow").objects.filter(workflow_tasks__task_id=task.pk).update(
            name="Relecture par le pilotage"
        )
    group.filter(name__in=("Editors", "Moderators"), user__isnull=True).delete()


def remove_editors(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=EDITORS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_first_pages"),
        ("budget", "0004_roles"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("simple_translation", "0001_initial"),
    ]
    operations = [
        migrations.RunPython(create_editors, remove_editors),
        migrations.RunPython(approve_by_managers, migrations.RunPython.noop),
    ]
