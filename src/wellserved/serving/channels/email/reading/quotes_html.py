"""The same for HTML: where the new words end and the repeated mail begins."""

import copy
from collections.abc import Iterator
from itertools import islice

import quotequail
from lxml import etree, html

from wellserved.serving.channels.email.reading.heads import head_at
from wellserved.serving.channels.email.reading.introductions import introduction_at, is_forwarded, is_original
from wellserved.serving.channels.email.reading.quotes import OUR_LINE, OWN_LINES

LONGEST = 500_000  # characters; of longer HTML everything is shown
MOST_ELEMENTS = 20_000
PIECES = 80  # of text in one element, to know whether it introduces a quote
CLASSES = frozenset(
    {"gmail_quote", "gmail_quote_container", "x_gmail_quote", "yahoo_quoted", "protonmail_quote", "tutanota_quote",
     "moz-cite-prefix", "moz-forward-container", "zmail_extra", "gmail_attr", "hey-quoted-content", "spark-quote"}
)  # fmt: skip
IDS = frozenset(
    {"divrplyfwdmsg", "x_divrplyfwdmsg", "appendonsend", "x_appendonsend", "reply-intro", "olk_src_body_section",
     "mail-editor-reference-message-container", "isforwardcontent", "isreplycontent", "ymail_android_signature_quote"}
)  # fmt: skip
SIGNATURES = frozenset({"gmail_signature", "moz-signature", "signature"})
NAMES = frozenset({"messagereplysection", "quote", "quoted-content"})

Split = tuple[str, str]


def split_quote_html(source: str, ours: str = "") -> Split:
    """(new, quoted) as HTML; quoted is "" when nothing is, or when it is not certain. Never raises.

    `ours` is the text that we wrote last, if that is known.
    """
    if len(source) > LONGEST or not source.strip():
        return source, ""
    try:
        root = html.fragment_fromstring(source, create_parent="div")
        found = _quote(root, ours)
        split = _by_library(source) if found is None else _cut(root, found)
        return split or (source, "")
    except Exception:  # a stranger's HTML: shown whole
        return source, ""


def _quote(root: "etree._Element", ours: str) -> "etree._Element | None":
    """The first element that belongs to the quote; of several that begin there, the innermost."""
    said = [line.strip() for line in ours.splitlines() if len(line.strip()) > 3][:OWN_LINES]
    inner: etree._Element | None = None
    for element in islice(root.iter(etree.Element), 1, MOST_ELEMENTS):
        if _is_marked(element):
            return element
        pieces = _pieces(element)
        if pieces and (_introduces(pieces) or OUR_LINE in pieces[0].lower() or _repeats(element, pieces, said)):
            inner = element
        elif inner is not None:
            return inner
    return inner


def _repeats(element: "etree._Element", pieces: list[str], said: list[str]) -> bool:
    """Whether our own words begin here."""
    if not said or pieces[0] != said[0]:
        return False
    following = element.getnext()
    while len(pieces) < len(said) and following is not None:
        pieces = [*pieces, *_pieces(following)]
        following = following.getnext()
    return pieces[: len(said)] == said


def _is_marked(element: "etree._Element") -> bool:
    """By how mail programs name what they quote."""
    classes = (element.get("class") or "").lower().split()
    if not CLASSES.isdisjoint(classes) or (element.get("id") or "").lower() in IDS:
        return True
    if (element.get("name") or "").lower() in NAMES:
        return True
    if element.tag == "blockquote" and (element.get("type") or "").lower() == "cite":
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.tag == "div" and "border:none;border-top:solid#" in style and head_at(_pieces(element), 0) is not None
    )


def _introduces(pieces: list[str]) -> bool:
    return (
        bool(introduction_at(pieces, 0))
        or is_original(pieces[0])
        or is_forwarded(pieces[0])
        or (head_at(pieces, 0) is not None)
    )


def _pieces(element: "etree._Element") -> list[str]:
    """The beginning of its text as lines: inline elements do not part a line, everything else does."""
    lines = [""]
    for piece, is_new in islice(_texts(element), PIECES):
        if is_new:
            lines.append("")
        lines[-1] += piece
    return [clean for line in lines if (clean := " ".join(line.split()))]


def _texts(element: "etree._Element") -> Iterator[tuple[str, bool]]:
    inline = {"a", "b", "strong", "i", "em", "span", "font", "u", "code", "small"}
    for event, node in etree.iterwalk(element, events=("start", "end")):
        is_new = isinstance(node.tag, str) and node.tag not in inline
        if event == "start":
            yield node.text or "", is_new
        elif node is not element:
            yield node.tail or "", is_new


def _cut(root: "etree._Element", found: "etree._Element") -> Split | None:
    """In two before an element; None if nothing would be left above, or answers would be folded away."""
    path = _path(found)
    upper, lower = copy.deepcopy(root), copy.deepcopy(root)
    _drop_from(_at(upper, path))
    _drop_before(_at(lower, path))
    if not "".join(upper.itertext()).strip() or _is_answered(lower):
        return None
    return _inside(upper), _inside(lower)


def _is_answered(quoted: "etree._Element") -> bool:
    """Whether words stand between or after the quoted blocks, other than introductions and a signature."""
    rest = copy.deepcopy(quoted)
    blocks = [one for one in rest.iter("blockquote") if next(one.iterancestors("blockquote"), None) is None]
    if not blocks:
        return False
    signatures = [one for one in rest.iter("div") if not SIGNATURES.isdisjoint((one.get("class") or "").split())]
    for block in [*blocks, *signatures]:
        if block.getparent() is not None:
            block.drop_tree()
    lines = _pieces(rest)
    if head_at(lines, 0):
        return False
    number = 0
    while number < len(lines) and (
        length := introduction_at(lines, number) or int(OUR_LINE in lines[number].lower())
    ):
        number += length
    return number < len(lines) and not lines[number].startswith("--")


def _path(element: "etree._Element") -> list[int]:
    path: list[int] = []
    parent = element.getparent()
    while parent is not None:
        path.insert(0, parent.index(element))
        element, parent = parent, parent.getparent()
    return path


def _at(root: "etree._Element", path: list[int]) -> "etree._Element":
    for number in path:
        root = root[number]
    return root


def _drop_from(element: "etree._Element") -> None:
    """The element and all that follows it."""
    parent = element.getparent()
    del parent[parent.index(element) :]
    element, parent = parent, parent.getparent()
    while parent is not None:
        element.tail = None
        del parent[parent.index(element) + 1 :]
        element, parent = parent, parent.getparent()


def _drop_before(element: "etree._Element") -> None:
    """All that stands before the element."""
    parent = element.getparent()
    while parent is not None:
        del parent[: parent.index(element)]
        parent.text = None
        element, parent = parent, parent.getparent()


def _inside(root: "etree._Element") -> str:
    return (root.text or "") + "".join(html.tostring(child, encoding="unicode") for child in root)


def _by_library(source: str) -> Split | None:
    match quotequail.quote_html(source, limit=5000, quote_intro_line=True):
        case [(True, new), (False, quoted)] if html.fromstring(new).text_content().strip():
            return new, quoted
    return None
