"""On PostgreSQL a new job wakes the workers; on SQLite they watch the file."""

from django.db import migrations

WAKE = """
CREATE FUNCTION wellserved_jobs_wake() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('wellserved_jobs', ''); RETURN NULL; END $$;
CREATE TRIGGER wellserved_jobs_wake AFTER INSERT ON jobs_job
FOR EACH STATEMENT EXECUTE FUNCTION wellserved_jobs_wake();
"""
SLEEP = """
DROP TRIGGER wellserved_jobs_wake ON jobs_job;
DROP FUNCTION wellserved_jobs_wake();
"""


def run(sql):
    def on_postgresql(apps, editor):
        if editor.connection.vendor == "postgresql":
            editor.execute(sql)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]
    operations = [migrations.RunPython(run(WAKE), run(SLEEP))]
