"""What the Linden Group intends for visits, calls and parcels: what fits of the packs, and one more."""

from datetime import datetime

from wellserved.ground.journal.actor import Actor
from wellserved.linden.company import HAIR, HOTELS, PANTRY
from wellserved.linden.founding import Group
from wellserved.serving.standards import packs
from wellserved.serving.standards.actions import add_standard, adopt

ADOPTED = {
    HOTELS: (
        "luxury-hotel",
        (
            "welcomed-at-the-door",
            "name-used-at-arrival",
            "room-ready-when-said",
            "returning-guests-are-known",
            "spotless-at-first-sight",
            "everything-works",
            "dressed-for-the-house",
            "on-hold-for-thirty-seconds",
        ),
    ),
    HAIR: (
        "salon",
        ("hello-before-the-coat-is-off", "talk-before-scissors", "mirror-at-the-end", "clean-tools-each-time"),
    ),
    PANTRY: ("retail-and-online-shop", ("parcel-on-the-day-we-named",)),
}
CALL_ANSWERED = "call-answered"


def intend(group: Group, *, by: Actor, at: datetime) -> None:
    """In force from `at` on, beside those that every house begins with."""
    for line, (pack, keys) in ADOPTED.items():
        sites = [place.row for place in group.places.values() if place.facts.line == line]
        adopt(packs.pack(pack), keys=keys, sites=sites, by=by, at=at)
    add_standard(
        CALL_ANSWERED,
        statement="Whoever calls hears a voice within twenty seconds.",
        dimension="responsiveness",
        rule={
            "kind": "time to",
            "from": "rang",
            "to": "answered",
            "within": "20 s",
            "hours": "always",
            "fails": "abandoned",
        },
        channels=("phone",),
        target=0.9,
        by=by,
        at=at,
    )
