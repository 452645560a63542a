"""A home page in each language, in the place of Wagtail's welcome page, so that a new site has somewhere to begin."""

import uuid

from django.conf import settings
from django.db import migrations

TITLES = {"fr": "Budget participatif", "en": "Participatory budget"}


def create_home_pages(apps, schema_editor):
    content_type_model = apps.get_model("contenttypes", "ContentType")
    page_model = apps.get_model("wagtailcore", "Page")
    locale_model = apps.get_model("wagtailcore", "Locale")
    home_page_model = apps.get_model("home", "HomePage")
    welcome = page_model.objects.filter(depth=2, content_type__model="page", content_type__app_label="wagtailcore")
    if home_page_model.objects.exists() or page_model.objects.filter(depth=2).exclude(pk__in=welcome).exists():
        return  # a site that has pages of its own
    welcome.delete()
    content_type, _ = content_type_model.objects.get_or_create(app_label="home", model="homepage")
    key = uuid.uuid4()
    homes = []
    for number, (code, _name) in enumerate(settings.LANGUAGES, start=1):
        locale, _ = locale_model.objects.get_or_create(language_code=code)
        slug = "accueil" if code == settings.LANGUAGE_CODE else f"accueil-{code}"
        homes.append(
            home_page_model.objects.create(
                title=TITLES.get(code, code),
                draft_title=TITLES.get(code, code),
                slug=slug,
                url_path=f"/{slug}/",
                content_type=content_type,
                path=f"0001{number:04d}",
                depth=2,
                numchild=0,
                locale=locale,
                translation_key=key,
                live=True,
            )
        )
    page_model.objects.filter(depth=1).update(numchild=len(homes))
    site_model = apps.get_model("wagtailcore", "Site")
    site_model.objects.all().delete()
    site_model.objects.create(hostname="localhost", root_page_id=homes[0].pk, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_home_pages, migrations.RunPython.noop)]
