"""Mail by a provider's API: Postmark, Mailgun, SendGrid and Amazon SES send it, bring it, and tell its fate.

Here: what each of them says and wants to hear. Not here: what follows from it (actions), and the page they call
(surfaces/hooks). The work is django-anymail's, told of a mailbox's own secrets instead of Django settings.
"""
