"""Amazon's notification service (SNS): whether a message is genuine, and saying yes to a subscription.

Everybody can have SNS send signed messages, from a topic of their own: a signature alone proves nothing, the topic
must be the mailbox's. https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

import base64
import binascii
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from wellserved.ground import clock
from wellserved.ground.safety import outbound
from wellserved.serving.channels.email.providers.told import NoSense, NotGenuine

HOST = r"https://sns\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com(?:\.cn)?"
CERTIFICATE = re.compile(rf"^{HOST}/SimpleNotificationService-[0-9a-zA-Z]+\.pem$")
SUBSCRIBE = re.compile(rf"^{HOST}/\?Action=ConfirmSubscription&[!-~]+$")
MOST_BYTES = 100_000
SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    "UnsubscribeConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
}
HASHES: dict[str, hashes.HashAlgorithm] = {"1": hashes.SHA1(), "2": hashes.SHA256()}  # noqa: S303 - Amazon's choice


def check(message: Mapping[str, Any], topic: str) -> None:
    """Raises NotGenuine unless Amazon signed it for this topic."""
    if not topic or message.get("TopicArn") != topic:
        raise NotGenuine("It is of another topic.")
    names, algorithm = SIGNED.get(str(message.get("Type"))), HASHES.get(str(message.get("SignatureVersion")))
    if names is None or algorithm is None:
        raise NotGenuine("It is signed in no way that we know.")
    words = "".join(f"{name}\n{message[name]}\n" for name in names if name in message)
    key = _key(str(message.get("SigningCertURL")))
    try:
        signature = base64.b64decode(str(message.get("Signature")), validate=True)
        key.verify(signature, words.encode(), padding.PKCS1v15(), algorithm)
    except (InvalidSignature, binascii.Error):
        raise NotGenuine("Its signature is wrong.") from None


def subscribe(message: Mapping[str, Any]) -> None:
    """Say yes to a genuine SubscriptionConfirmation."""
    url = str(message.get("SubscribeURL"))
    if not SUBSCRIBE.match(url):
        raise NotGenuine("It leads elsewhere than to Amazon.")
    try:
        outbound.get(url, limit_bytes=MOST_BYTES, redirects=0)
    except (outbound.Refused, OSError) as error:
        raise NoSense(f"The subscription could not be confirmed: {error}") from None


def certificate_at(url: str) -> bytes:
    """The PEM there; it is on Amazon's own host, whose name TLS proves."""
    return outbound.get(url, limit_bytes=MOST_BYTES, redirects=0).body


def _key(url: str) -> rsa.RSAPublicKey:
    if not CERTIFICATE.match(url):
        raise NotGenuine("Its certificate is not Amazon's.")
    try:
        certificate = _certificate(url)
    except (outbound.Refused, OSError, ValueError) as error:
        raise NoSense(f"Amazon's certificate could not be had: {error}") from None
    if not certificate.not_valid_before_utc <= clock.now() <= certificate.not_valid_after_utc:
        raise NotGenuine("Its certificate is not valid today.")
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise NotGenuine("Its certificate has another kind of key.")
    return key


@lru_cache(maxsize=8)
def _certificate(url: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(certificate_at(url))
