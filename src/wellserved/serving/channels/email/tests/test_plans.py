"""The quarantine is read by its own index, however many mails there are: SQLite has no statistics, and is asked for
none, since those of a small house mislead it when the house has grown."""

from datetime import datetime

from django.db import connection

from tests.world import World
from wellserved.serving.channels.email.models import RawMail


def test_the_quarantine_is_read_by_its_own_index(world: World, at: datetime) -> None:
    RawMail.objects.bulk_create(
        RawMail(mailbox=world.hello, sha256=f"{n:064}", raw=b"", size=0, via="smtp", received_at=at, state=state)
        for n, state in enumerate(["taken in"] * 2000 + ["quarantined"])
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE email_rawmail")
    plan = RawMail.objects.quarantined().explain()
    assert ("mail_quarantined" in plan, "SORT" in plan.upper(), "TEMP" in plan) == (True, False, False), plan
