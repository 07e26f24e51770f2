"""Django's SQLite, with a queue for those who write.

Here: who may write next, and the connections that ask. Not here: which database it is (config/database.py).
"""
