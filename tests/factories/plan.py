import factory

from budget.plan.models import Axis, Objective


class AxisFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Axis

    code = factory.Sequence(lambda n: f"A{n + 1}")
    title = factory.LazyAttribute(lambda o: f"Axe {o.code}")


class ObjectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Objective

    axis = factory.SubFactory(AxisFactory)
    code = factory.Sequence(lambda n: f"O1.{n + 1}")
    text = "Rendre les berges accessibles"
