"""On PostgreSQL a new entry wakes the streams; on SQLite they watch the file."""

from django.db import migrations

WAKE = """
CREATE FUNCTION wellserved_journal_wake() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('wellserved_journal', ''); RETURN NULL; END $$;
CREATE TRIGGER wellserved_journal_wake AFTER INSERT ON journal_entry
FOR EACH STATEMENT EXECUTE FUNCTION wellserved_journal_wake();
"""
SLEEP = """
DROP TRIGGER wellserved_journal_wake ON journal_entry;
DROP FUNCTION wellserved_journal_wake();
"""


def run(sql):
    def on_postgresql(apps, editor):
        if editor.connection.vendor == "postgresql":
            editor.execute(sql)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(run(WAKE), run(SLEEP))]
