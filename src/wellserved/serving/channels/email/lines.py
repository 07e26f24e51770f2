"""Lines to servers that a manager named, each to an address that was judged: a name server that answers otherwise the
second time (DNS rebinding) leads nobody into our own network. All raise outbound.Refused."""

import smtplib
import socket

from imapclient import IMAPClient
from imapclient.imap4 import IMAP4WithTimeout
from imapclient.tls import IMAP4_TLS, wrap_socket

from wellserved.ground.safety.outbound import line_to


class JudgedSmtp(smtplib.SMTP):
    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return line_to(host, port, timeout)


class JudgedSmtps(smtplib.SMTP_SSL, JudgedSmtp):
    """SMTP_SSL puts TLS around the line that the next class gives."""


class JudgedImap(IMAPClient):  # type: ignore[misc]
    def _create_IMAP4(self) -> "_Imap | _Imaps":  # noqa: N802 - imapclient's name
        patience = self._timeout.connect
        if self.ssl:
            return _Imaps(self.host, self.port, self.ssl_context, patience)
        return _Imap(self.host, self.port, patience)


class _Imap(IMAP4WithTimeout):  # type: ignore[misc]
    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        return line_to(self.host, self.port, self._timeout)


class _Imaps(IMAP4_TLS):  # type: ignore[misc]
    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        line: socket.socket = wrap_socket(line_to(self.host, self.port, self._timeout), self.ssl_context, self.host)
        return line
