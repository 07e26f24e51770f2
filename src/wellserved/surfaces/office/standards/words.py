"""What the form for a standard offers to choose from, in words."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from wellserved.serving.standards import writing
from wellserved.serving.standards.moments import MEANINGS
from wellserved.surfaces.office.in_words import DIMENSIONS

WORDS = SimpleNamespace(
    kinds=[
        ("first reply", _("First reply: from the first message to our first answer")),
        ("next reply", _("Next reply: from a later message to our next answer")),
        ("resolution", _("Resolution: from the first word to the closing, without the time we wait")),
        ("time to", _("Time between two moments")),
        ("at most", _("At most: how often, or how long altogether")),
        ("at least", _("At least: how often")),
        ("quoted", _("Quoted: done by the time that was named")),
        ("observed", _("Observed: somebody sees whether it happens")),
        ("share of", _("Share: of the interactions of a day, week or month")),
    ],
    moments=list(MEANINGS.items()),
    hours=[("opening", _("Opening hours of the site")), ("always", _("Around the clock"))],
    pauses=[("waiting", _("while we wait for the customer")), ("hold", _("while they are on hold"))],
    totals=[
        ("", _("no: what is counted below")),
        ("hold", _("the time on hold")),
        ("waiting", _("the time we wait")),
    ],
    observers=[
        ("colleague", _("a colleague, at the desk")),
        ("review", _("whoever reviews conversations")),
        ("inspection", _("an inspection")),
        ("customer", _("the customer, when asked")),
        ("rule", _("a rule that looks for words")),
    ],
    periods=[("day", _("a day")), ("week", _("a week")), ("month", _("a month"))],
    dimensions=[(key, f"{name}: {meaning}") for key, (name, meaning) in DIMENSIONS.items()],
    serves=[("customers", _("Customers")), ("internal", _("Colleagues")), ("suppliers", _("Suppliers"))],
    stakeholders=[(key, meaning.capitalize()) for key, meaning in writing.STAKEHOLDERS.items()],
    deeds=list(writing.DEEDS.items()),
    channels=[
        ("email", _("E-mail")),
        ("form", _("Contact form")),
        ("api", _("API")),
        ("chat", _("Chat")),
        ("phone", _("Telephone")),
        ("in_person", _("In person")),
    ],
)
