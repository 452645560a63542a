"""Who comes to a meeting and who welcomes them. Meetings planned until now keep the headcounts their teams gave."""

import budget.workshops.models.registration
import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budget', '0019_who_prints_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='workshop',
            name='access_notes',
            field=models.TextField(blank=True, verbose_name='how to get there and in'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='calendar_sequence',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='workshop',
            name='calendar_uid',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='workshop',
            name='changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='workshop',
            name='latitude',
            field=models.FloatField(blank=True, null=True, verbose_name='latitude'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='longitude',
            field=models.FloatField(blank=True, null=True, verbose_name='longitude'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='takes_registrations',
            field=models.BooleanField(default=False, verbose_name='people register on this site'),
        ),
        migrations.AlterField(
            model_name='workshop',
            name='takes_registrations',
            field=models.BooleanField(default=True, verbose_name='people register on this site'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='walk_ins',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='came without registering'),
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                ('companions', models.PositiveSmallIntegerField(default=0, verbose_name='companions')),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('sign_language', 'Sign language interpreter'), ('hearing_loop', 'Induction loop'), ('wheelchair', 'Place for a wheelchair'), ('large_print', 'Documents in large print'), ('interpreter', 'Interpreter of another language'), ('childcare', 'Someone to look after children'), ('quiet', 'A quiet corner')], max_length=20), blank=True, default=list, size=None, verbose_name='needs')),
                ('children', models.PositiveSmallIntegerField(default=0, verbose_name='children to look after')),
                ('needs_note', models.CharField(blank=True, max_length=300, verbose_name='other needs')),
                ('state', models.CharField(choices=[('seated', 'Has a place'), ('waiting', 'On the waiting list'), ('cancelled', 'Cancelled')], default='waiting', max_length=10, verbose_name='state')),
                ('code', models.CharField(default=budget.workshops.models.registration.new_code, editable=False, max_length=12, unique=True)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('is_keyed_by_team', models.BooleanField(default=False)),
                ('registered_at', models.DateTimeField(verbose_name='registered at')),
                ('reminded_at', models.DateTimeField(null=True)),
                ('arrived', models.PositiveSmallIntegerField(null=True, verbose_name='arrived')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='registrations', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='budget.workshop')),
            ],
            options={
                'verbose_name': 'registration',
                'verbose_name_plural': 'registrations',
            },
        ),
        migrations.SeparateDatabaseAndState(  # the table of the facilitators is there already: it gains a role
            state_operations=[
                migrations.CreateModel(
                    name='TeamMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team_roles', to=settings.AUTH_USER_MODEL)),
                        ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team', to='budget.workshop')),
                    ],
                    options={
                        'verbose_name': 'team member',
                        'verbose_name_plural': 'team members',
                        'db_table': 'budget_workshop_facilitators',
                        'unique_together': {('workshop', 'user')},
                    },
                ),
                migrations.AlterField(
                    model_name='workshop',
                    name='facilitators',
                    field=models.ManyToManyField(blank=True, related_name='facilitated_workshops', through='budget.TeamMember', to=settings.AUTH_USER_MODEL, verbose_name='team'),
                ),
            ],
        ),
        migrations.AddField(
            model_name='teammember',
            name='role',
            field=models.CharField(choices=[('lead', 'Facilitator'), ('recorder', 'Table recorder'), ('welcome', 'Welcome desk')], default='lead', max_length=10, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('takes_registrations', False), ('capacity__isnull', True), ('registered__lte', models.F('capacity')), _connector='OR'), name='seats_stay_within_capacity'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='meeting_point_is_on_earth'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('email', ''), _negated=True)), fields=('workshop', 'email'), name='one_registration_per_address'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), ('user__isnull', False)), fields=('workshop', 'user'), name='one_registration_per_account'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('companions__lte', 5), ('children__lte', 6)), name='a_party_stays_small'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('arrived__isnull', True), models.Q(('arrived__gte', 1), ('arrived__lte', django.db.models.expressions.CombinedExpression(models.F('companions'), '+', models.Value(1)))), _connector='OR'), name='a_party_does_not_grow_at_the_door'),
        ),
    ]
