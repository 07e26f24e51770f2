"""All versions of all standards, by what they begin with and where they hold, so that their number costs nothing."""

from collections.abc import Iterable, Mapping, Sequence

from wellserved.serving.standards.facts import OBSERVED, Terms, Watch

MOST_REMEMBERED = 20_000  # places and moments, of which a house has some hundreds


class Intended:
    """What is looked up once for a site, channel, team, topic and groups is remembered."""

    def __init__(self, terms: Iterable[Terms]) -> None:
        self.terms: Mapping[int, Terms] = {one.id: one for one in terms}
        self._by_start: dict[str, list[Terms]] = {}
        self._by_key: dict[str, list[Terms]] = {}
        for one in self.terms.values():
            self._by_key.setdefault(one.key, []).append(one)
            if one.kind != OBSERVED:
                self._by_start.setdefault(one.starts, []).append(one)
        self._remembered: dict[tuple[object, ...], tuple[Terms, ...]] = {}

    def starting(self, moment: str, watch: Watch) -> Sequence[Terms]:
        """The terms that begin with the moment and hold for the conversation."""
        return self._holding("starts", self._by_start.get(moment), moment, watch)

    def observed(self, key: str, watch: Watch) -> Sequence[Terms]:
        """The versions of the standard with that key that hold for the conversation."""
        return self._holding("observed", self._by_key.get(key), key, watch)

    def _holding(self, how: str, listed: Sequence[Terms] | None, name: str, watch: Watch) -> Sequence[Terms]:
        if not listed:
            return ()
        place = (how, name, watch.site_id, watch.channel, watch.team_id, watch.topic, watch.groups)
        found = self._remembered.get(place)
        if found is None:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[place] = tuple(one for one in listed if holds(one, watch))
        return found


def holds(terms: Terms, watch: Watch) -> bool:
    """Whether the standard is meant for this conversation."""
    scope = terms.scope
    return (
        (not scope.channels or watch.channel in scope.channels)
        and (not scope.sites or watch.site_id in scope.sites)
        and (not scope.teams or watch.team_id in scope.teams)
        and (not scope.topics or watch.topic in scope.topics)
        and (not scope.groups or not scope.groups.isdisjoint(watch.groups))
    )
