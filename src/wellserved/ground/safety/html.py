"""Strangers' HTML made safe to show. nh3 decides what stays; what is remote stays out until somebody asks."""

import re

import nh3

# html5ever needs time in proportion to depth times tags: 200,000 nested <div> took it four minutes.
WORK_LIMIT = 20_000_000
SIZE_LIMIT = 1_000_000  # characters


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = words(
    """a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark
    nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th
    thead time tr tt u ul var wbr"""
)
GONE_WITH_CONTENT = words(
    "applet audio embed frameset iframe math noembed noframes noscript object script style svg template title "
    "textarea video xmp select"
)
# None of these can load anything: no background-image, list-style, content, cursor, filter or position.
STYLES = words(
    """background-color border border-bottom border-collapse border-color border-left border-radius border-right
    border-spacing border-style border-top border-width color direction display font font-family font-size
    font-style font-variant font-weight height letter-spacing line-height margin margin-bottom margin-left
    margin-right margin-top max-height max-width min-height min-width padding padding-bottom padding-left
    padding-right padding-top table-layout text-align text-decoration text-indent text-transform vertical-align
    white-space width word-break word-spacing word-wrap"""
)
# No title on anything but abbreviations: over a link it would tell another address than the real one.
EVERYWHERE = frozenset({"align", "bgcolor", "dir", "height", "lang", "style", "valign", "width"})
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(EVERYWHERE),
    "a": {"href"},
    "abbr": {"title"},
    "blockquote": {"type"},
    "col": {"span"},
    "colgroup": {"span"},
    "font": {"color", "face", "size"},
    "img": {"alt", "border", "data-src", "src"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "time": {"datetime"},
}
# By these names mail programs mark what they quote, and we find it to fold it away. Nothing of ours is called so.
QUOTE_CLASSES = words(
    """gmail_quote gmail_quote_container gmail_attr gmail_signature x_gmail_quote yahoo_quoted protonmail_quote
    tutanota_quote moz-cite-prefix moz-forward-container moz-signature zmail_extra hey-quoted-content spark-quote"""
)
QUOTE_IDS = words(
    """divRplyFwdMsg x_divRplyFwdMsg appendonsend x_appendonsend reply-intro OLK_SRC_BODY_SECTION isForwardContent
    isReplyContent mail-editor-reference-message-container ymail_android_signature_quote"""
)
VOID_OR_OPTIONAL = words(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr"
)

_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(GONE_WITH_CONTENT),
    attributes=ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    link_rel="noopener noreferrer nofollow",
    allowed_classes={tag: set(QUOTE_CLASSES) for tag in ("blockquote", "div", "p", "span")},
    tag_attribute_values={tag: {"id": set(QUOTE_IDS)} for tag in ("blockquote", "div")},
    set_tag_attribute_values={"a": {"target": "_blank"}},
    filter_style_properties=set(STYLES),
    url_relative="deny",
)
_tag = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# In nh3's own output a quote inside an attribute is &quot; and a < in text is &lt;, so this meets real tags only.
_remote_image = re.compile(r'(<img(?: [a-z-]+="[^"]*")*?) src="(?!(?i:cid:))')


def clean(html: str) -> str:
    """`html` without anything that runs, submits, escapes its frame or calls home; "" if it is too costly to clean.

    Remote pictures keep their address in `data-src` and load nothing. Pictures of the mail itself stay as `cid:`.
    What shows it all the same is in letters.py.
    """
    if len(html) > SIZE_LIMIT or _work(html) > WORK_LIMIT:
        return ""
    return _remote_image.sub(r'\1 data-src="', _cleaner.clean(html))


def _work(html: str) -> int:
    """What cleaning will cost: the greatest depth of open tags times the number of tags."""
    tags = html.count("<")
    if tags < 4000:
        return 0
    depth = deepest = 0
    for closing, name in _tag.findall(html):
        if name.lower() in VOID_OR_OPTIONAL:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
    return tags * deepest
