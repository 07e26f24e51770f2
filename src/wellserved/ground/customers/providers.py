"""Mail providers of everybody: two customers there have nothing to do with each other."""

OPEN_TO_ALL = frozenset(
    {
        "aol.com", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com",
        "icloud.com", "live.com", "mac.com", "mail.com", "me.com", "msn.com", "outlook.com", "proton.me",
        "protonmail.com", "t-online.de", "web.de", "yahoo.com", "ymail.com", "zoho.com",
    }
)  # fmt: skip
