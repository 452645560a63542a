"""A page that tells one meeting."""

import django.db.models.deletion
import home.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budget', '0020_who_comes'),
        ('home', '0004_base_document'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkshopPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', home.fields.WordingField(blank=True, help_text='One or two sentences under the title.', verbose_name='introduction')),
                ('summary_before', home.fields.WordingField(blank=True, verbose_name='summary')),
                ('body_before', home.fields.BodyField([], blank=True, verbose_name='text')),
                ('summary_after', home.fields.WordingField(blank=True, verbose_name='summary')),
                ('body_after', home.fields.BodyField([], blank=True, verbose_name='text')),
                ('share_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture for sharing')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budget.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'workshop page',
                'verbose_name_plural': 'workshop pages',
            },
            bases=('wagtailcore.page',),
        ),
    ]
