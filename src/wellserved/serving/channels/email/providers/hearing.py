"""Which of the providers' calls are understood, and by whom."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest

from wellserved.serving.channels.email.providers import amazon_ses, mailgun, postmark, sendgrid
from wellserved.serving.channels.email.providers.told import Told

HEAR: dict[str, Callable[[HttpRequest, Mapping[str, str]], Told]] = {
    "postmark": postmark.told,
    "mailgun": mailgun.told,
    "sendgrid": sendgrid.told,
    "amazon_ses": amazon_ses.told,
}
