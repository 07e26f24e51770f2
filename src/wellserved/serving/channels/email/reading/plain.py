"""HTML as plain text, for mails that bring no text of their own, for lists and for search."""

import re
from collections.abc import Iterator

from lxml import etree, html

BLOCKS = frozenset(
    {"address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"}
)  # fmt: skip
SPACED = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "table", "ul", "ol", "pre"})
UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg", "math"})
LONGEST = 2_000_000  # characters of HTML that are read

_blanks = re.compile(r"[ \t\r\f\v\u00a0\u200b\ufeff]+")
_gaps = re.compile(r"\n{3,}")


def plain(source: str) -> str:
    """The text a reader would see, with line breaks where blocks end; links keep their address."""
    source = source[:LONGEST].replace("\x00", "")
    if not source.strip():
        return ""
    try:
        root = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return _tidy(re.sub(r"<[^>]*>", " ", source))
    return _tidy("".join(_pieces(root)))


def _pieces(root: "html.HtmlElement") -> Iterator[str]:
    """Depth first without recursion, since strangers choose the depth."""
    unseen: etree._Element | None = None
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if unseen is None:
                yield _inline(node.tail)
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start" and unseen is None:
            if tag in UNSEEN:
                unseen = node
                continue
            if tag in BLOCKS:
                yield "\n\n" if tag in SPACED else "\n"
            if tag == "li":
                yield "- "
            if tag == "br":
                yield "\n"
            yield _inline(node.text)
        elif event == "end":
            if unseen is node:
                unseen = None
            elif unseen is None:
                if tag == "a":
                    yield _address(node)
                if tag in ("td", "th"):
                    yield " "
                if tag in BLOCKS:
                    yield "\n\n" if tag in SPACED else "\n"
            if unseen is None and node is not root:
                yield _inline(node.tail)


def _inline(text: str | None) -> str:
    return _blanks.sub(" ", text.replace("\n", " ")) if text else ""


def _address(node: "etree._Element") -> str:
    target = (node.get("href") or "").strip()
    shown = "".join(node.itertext()).strip() if target.startswith(("http:", "https:")) and len(target) < 300 else ""
    return f" <{target}>" if shown and target not in shown and shown not in target else ""


def _tidy(text: str) -> str:
    lines = (line.strip() for line in _blanks.sub(" ", text).split("\n"))
    return _gaps.sub("\n\n", "\n".join(lines)).strip()
