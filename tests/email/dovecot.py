"""A Dovecot of our own: its own configuration, folder, port and mail, run by whoever runs the tests."""

import getpass
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from imapclient import IMAPClient

BINARY = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PASSWORD = "geheim-ünïcode"

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:{folder}/mail/%u
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 0
first_valid_gid = 0
imap_idle_notify_interval = 10 s
auth_mechanisms = plain oauthbearer xoauth2
passdb {{
  driver = oauth2
  mechanisms = oauthbearer xoauth2
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """`start`, `stop`, and a client to put mail in with. It asks `tokens` (a URL) whether an access token is good."""

    def __init__(self, folder: Path, tokens: str = "http://127.0.0.1:9") -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        # As root it drops to the users that Debian made for it; as anybody else it stays who it is.
        as_root = os.geteuid() == 0
        user = "dovecot" if as_root else getpass.getuser()
        group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
        for name in ("run", "state", "mail"):
            (folder / name).mkdir(exist_ok=True)
        if as_root:
            shutil.chown(folder / "mail", user, group)
        config = CONFIG.format(
            folder=folder,
            port=self.port,
            user=user,
            group=group,
            login="dovenull" if as_root else user,
            password=PASSWORD,
        )
        (folder / "dovecot.conf").write_text(config)
        (folder / "oauth2.conf").write_text(
            f"tokeninfo_url = {tokens}/?access_token=\nusername_attribute = email\ntimeout_msecs = 10000\n"
        )

    def start(self) -> None:
        assert BINARY
        self.process = subprocess.Popen(
            [BINARY, "-F", "-c", str(self.folder / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "stderr").open("wb"),
            start_new_session=True,
        )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.02)
        raise AssertionError((self.folder / "stderr").read_text() + (self.folder / "log").read_text())

    def stop(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)  # its sessions too, which would live on for a while
            self.process.wait(20)
            self.process = None

    def client(self, user: str) -> IMAPClient:
        client = IMAPClient("127.0.0.1", self.port, ssl=False, timeout=20)
        client.plain_login(user, PASSWORD)
        client.select_folder("INBOX")
        return client

    def put(self, user: str, *mails: bytes, flags: tuple[Any, ...] = ()) -> None:
        """Mail arrives."""
        client = self.client(user)
        for mail in mails:
            client.append("INBOX", mail, flags)
        client.logout()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
