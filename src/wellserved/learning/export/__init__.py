"""What happened, as a folder of Parquet files for free questions: ids and measures, never names or words.

    measurements/2026-11-18.parquet   one row a verdict, on the site's own day of the verdict
    answers/2026-11-18.parquet        one row a dimension of a response, on the day it was first given

Ibis asks them on DuckDB; the same questions run on ClickHouse or Spark when a business outgrows one machine. pyarrow
and Ibis are installed by `make .venv/export`: who serves customers does not need them.
"""
