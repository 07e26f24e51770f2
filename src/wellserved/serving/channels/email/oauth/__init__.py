"""Signing in to a mailbox by OAuth 2: what Google and Microsoft want instead of a password.

Here: trading codes and refresh tokens for access tokens, and keeping them. Not here: speaking IMAP or SMTP with them.
"""
