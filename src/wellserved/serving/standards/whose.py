"""Whose a standard is to set, change and end: theirs who answer for every place where it holds. Pure."""

from collections.abc import Collection

from wellserved.ground.accounts.rules import Scope, Verb, may


def may_set(scope: Scope, sites: Collection[int]) -> bool:
    """Whether somebody of this scope may put a standard in force at these sites, change it there and end it.

    No site is the whole house, which is for those to say who reach all of it.
    """
    everywhere = scope.site_ids is None
    return may(scope, Verb.SET_UP) and (everywhere or (bool(sites) and all(scope.reaches(id) for id in sites)))


def concerns(scope: Scope, sites: Collection[int]) -> bool:
    """Whether it holds at any place that they reach."""
    return not sites or any(scope.reaches(id) for id in sites)
