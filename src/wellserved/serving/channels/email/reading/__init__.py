"""What a mail says. Pure: bytes in, a frozen Reading out; never raises, whatever the bytes are.

Python's own parser splits the mail (in its tolerant `compat32` mode); every header, charset and part is then read
by our own rules, because the modern `get_content()` raises on one real mail in twenty.
"""
