"""What the log does not tell: the secrets in addresses, each of which opens something to whoever reads it."""

import logging
import re

_secret = re.compile(r"(/(?:sign-in|setup|status|survey|thanks|key)/|[?&]ticket=)[^/\s?&]+")


class WithoutSecrets(logging.Filter):
    """Django writes the path of every refused request; ours keep their beginning only."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        discreet = _secret.sub(r"\1...", said)
        if discreet != said:
            record.msg, record.args = discreet, ()
        return True
