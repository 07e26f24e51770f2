"""The e-mail door: mailboxes, the raw mail as it arrived, reading it, threading it, and sending.

Two steps inwards: `store` keeps the raw bytes (what is acknowledged is never lost), `take_in` makes a message
of them or quarantines them. Outwards: one Outgoing per message, delivered by a job.
"""
