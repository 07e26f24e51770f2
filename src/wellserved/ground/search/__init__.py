"""Full-text search over a table's columns, on SQLite (FTS5) and PostgreSQL (tsvector), behind one interface.

Here: what a person types as a tree (query.py), its two compilations (fts5.py, postgres.py), and the index that a
migration puts on a table and the database itself keeps (index.py). Answers come newest first, a page at a time:
ranking would read every hit. Not here: whose rows they are; the room that owns the table decides that.
"""
