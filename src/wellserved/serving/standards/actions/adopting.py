"""A pack is adopted, or retired: its standards begin, change or end together, or not at all."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.actor import Actor
from wellserved.serving.standards import reads
from wellserved.serving.standards.actions.setting import add_standard, change_standard, end_standard, take_back
from wellserved.serving.standards.adoption import Adopted, content_of, sites_of, weighed
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.pack import Pack
from wellserved.serving.standards.writing import WrongStandard

MEANWHILE = "Somebody changed the standards at the same moment; nothing was adopted. Look again."
PLANNED = "a change or an end of it is planned already; take that back first, and nothing was adopted."


def adopt(
    pack: Pack, *, keys: Collection[str] | None = None, sites: Collection[Site | int] = (), by: Actor, at: datetime
) -> Adopted:
    """Put the pack's standards (only these keys) in force from `at` on; what is new holds at these sites, or at all.

    What came from an older version of the pack changes, where it holds already and at these sites; what the house
    has made its own is left alone and told. WrongStandard, and nothing has changed, for an unknown key.
    """
    try:
        with transaction.atomic():
            return _adopt(pack, keys, [site.id if isinstance(site, Site) else site for site in sites], by, at)
    except IntegrityError:
        raise WrongStandard(MEANWHILE) from None


def _adopt(pack: Pack, keys: Collection[str] | None, sites: list[int], by: Actor, at: datetime) -> Adopted:
    kept = reads.kept_by_house(at)
    found = weighed(pack, kept, keys=keys, sites=sites)
    written = {str(standard["key"]): content_of(standard) for standard in pack.standards}
    for key in found.added:
        add_standard(key, by=by, at=at, **written[key], sites=sites, pack=pack.label)
    rows = Standard.objects.in_bulk([kept[key].id for key in found.changed])
    for key in found.changed:
        where = sorted(sites_of(kept[key], sites))
        changes = written[key] | {"sites": where, "pack": pack.label}
        if change_standard(rows[kept[key].id], by=by, at=at, **changes) is None:
            raise WrongStandard(f"{key}: {PLANNED}" if rows[kept[key].id].valid_until else MEANWHILE)
    return found


@transaction.atomic
def retire(name: str, *, keys: Collection[str] | None = None, by: Actor, at: datetime) -> list[str]:
    """End all that came from the pack (only these keys), whatever the house made of it; returns the keys.

    Verdicts stay.
    """
    ended = [one for one in reads.adopted_from(name, at) if keys is None or one.key in keys]
    for standard in ended:
        take_back(standard.key, by=by, at=at)
    return [standard.key for standard in ended if end_standard(standard, by=by, at=at)]
