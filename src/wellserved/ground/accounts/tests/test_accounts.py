"""The house is founded once, people are added once, links and tokens open what they should and no longer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from tests.world import World
from wellserved.ground.accounts import actions, reads
from wellserved.ground.accounts.models import ApiToken, SignInLink, Site, Staff
from wellserved.ground.accounts.rules import Refused
from wellserved.ground.journal.actor import staff


def test_a_house_is_founded_once(world: World, at: datetime) -> None:
    with pytest.raises(Refused, match="set up already"):
        actions.found_house("Another", time_zone="UTC", at=at)
    assert reads.house() == world.business


def test_a_colleague_has_one_account(world: World, at: datetime) -> None:
    with pytest.raises(Refused, match="has an account already"):
        actions.add_staff(" Ines.Duarte@Linden.Example ", name="I", role="agent", sites=[], at=at)


@pytest.mark.parametrize("address", ["", "ines", "@linden.example", "ines@", "a b@linden.example", "a\n@b.example"])
def test_what_is_no_address_is_refused(address: str, db: None, at: datetime) -> None:
    with pytest.raises(Refused, match="is not an e-mail address"):
        actions.add_staff(address, name="Nobody", role="agent", sites=[], at=at)


def test_sites_without_a_given_slug_get_free_ones(db: None, at: datetime) -> None:
    slugs = [actions.add_site("Linden House", time_zone="Europe/London", at=at).slug for _ in range(3)]
    assert slugs == ["linden-house", "linden-house-2", "linden-house-3"]
    with pytest.raises(Refused, match="choose another"):
        actions.add_site("House", slug="linden-house", time_zone="Europe/London", at=at)
    with pytest.raises(Refused, match="not a time zone"):
        actions.add_site("House", time_zone="Europe/Atlantis", at=at)


def test_everybody_sees_the_sites_and_colleagues_they_share(world: World) -> None:
    assert {site.slug for site in reads.sites(world.tobias)} == {"linden-house", "linden-quay"}
    assert reads.sites(world.stranger) == []
    assert len(reads.sites(world.maren)) == 6
    assert world.sander not in reads.colleagues(world.ines)
    assert world.sander not in reads.colleagues(world.ines, world.quay.id)
    assert {world.tobias, world.maren, world.yuki} <= set(reads.colleagues(world.ines, world.house.id))
    with pytest.raises(Site.DoesNotExist):
        reads.site(world.ines, world.quay.id)


def test_a_link_signs_in_once(world: World, at: datetime) -> None:
    secret = actions.sign_in_link(world.ines, at=at)
    assert actions.use_sign_in_link(secret, at=at) == world.ines
    assert actions.use_sign_in_link(secret, at=at) is None
    assert secret not in str(SignInLink.objects.values())


def test_a_link_expires_and_dies_with_its_account(world: World, at: datetime) -> None:
    secret = actions.sign_in_link(world.ines, at=at, lasts=timedelta(minutes=5))
    assert actions.use_sign_in_link(secret, at=at + timedelta(minutes=5)) is None
    actions.deactivate(world.ines, by=staff(world.tobias.id), at=at)
    assert actions.use_sign_in_link(secret, at=at) is None


def test_a_token_opens_until_it_is_revoked(world: World, at: datetime) -> None:
    secret = actions.api_token(world.ines, at=at)
    assert actions.staff_of_token(secret) == world.ines
    assert actions.staff_of_token("guessed") is None
    assert actions.revoke_token(ApiToken.objects.get(), by=staff(world.ines.id), at=at)
    assert actions.staff_of_token(secret) is None


def test_a_deactivated_colleague_s_programs_stop_too(world: World, at: datetime) -> None:
    secret = actions.api_token(world.ines, at=at)
    actions.deactivate(world.ines, by=staff(world.tobias.id), at=at)
    assert actions.staff_of_token(secret) is None
    actions.reactivate(world.ines, by=staff(world.tobias.id), at=at)
    assert actions.staff_of_token(secret) == world.ines


def test_the_house_keeps_an_owner(world: World, at: datetime) -> None:
    by = staff(world.maren.id)
    with pytest.raises(Refused, match="last owner"):
        actions.deactivate(world.maren, by=by, at=at)
    with pytest.raises(Refused, match="last owner"):
        actions.change_staff(world.maren, role="agent", sites=[], by=by, at=at)
    actions.change_staff(world.tobias, role="owner", sites=[], by=by, at=at)
    assert actions.deactivate(world.maren, by=by, at=at)


def test_another_role_at_other_sites_is_seen_at_once(world: World, at: datetime) -> None:
    assert world.ines.scope.reaches(world.house.id)
    actions.change_staff(world.ines, role="manager", sites=[world.quay], by=staff(world.maren.id), at=at)
    assert world.ines.scope.reaches(world.quay.id)
    assert not world.ines.scope.reaches(world.house.id)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_the_same_moment_one_gets_in(world: World, at: datetime) -> None:
    secret, together = actions.sign_in_link(world.ines, at=at), Barrier(2)

    def use(_: int) -> Staff | None:
        together.wait()
        try:
            return actions.use_sign_in_link(secret, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(map(str, pool.map(use, range(2)))) == ["Ines Duarte", "None"]
