"""Web pages: the text of the body by paragraphs; scripts, styles, menus and hidden parts are dropped."""

import re
from html.parser import HTMLParser

from rhetoric.formats.draft import Draft
from rhetoric.formats.encoding import Decoded, decode
from rhetoric.formats.plain import draft_text, guess_notices

_DROPPED = frozenset(
    "script style nav title template noscript svg math iframe object select textarea button footer aside".split()
)
_BLOCKS = frozenset(
    (
        "address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 "
        "header head hr li main ol p pre section summary table tbody td tfoot th thead tr ul"
    ).split()
)
# Elements that are always closed by their own tag, so that hiding one hides no more than it.
_BOXES = frozenset("div section span".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_CODE = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_MOST_UNCLOSED = 500
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,40})", re.IGNORECASE)


class _Text(HTMLParser):
    """Collects paragraphs: runs of text between block tags, blanks joined, `br` kept as a line end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self.language: str | None = None
        self._pieces: list[str] = []
        self._dropped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html" and values.get("lang"):
            self.language = values["lang"]
        if tag in _VOID:
            self._break(tag)
        elif tag in _DROPPED or (tag in _BOXES and "hidden" in values) or tag in self._dropped[-1:]:
            self._dropped.append(tag)
        elif tag in _BLOCKS:
            self.end_paragraph()
            if tag == "body":
                self._dropped.clear()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # "<script/>" opens a script in HTML; only void elements close themselves.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag in self._dropped:
                while self._dropped.pop() != tag:
                    pass
        elif tag in _BLOCKS:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._pieces.append(data.replace("\r", " ").replace("\n", " "))

    def _break(self, tag: str) -> None:
        if tag == "br" and not self._dropped:
            self._pieces.append("\n")
        elif tag == "hr":
            self.end_paragraph()

    def end_paragraph(self) -> None:
        """Close the paragraph that is open."""
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        text = "\n".join(lines).strip()
        if text:
            self.paragraphs.append(re.sub(r"\n{3,}", "\n\n", text))
        self._pieces.clear()


def read(data: bytes, where: str) -> Draft:
    """Read the bytes of an HTML page; `where` names it in errors."""
    decoded = _decoded(data, where)
    parser = _Text()
    parser.feed(_tamed(decoded.text))
    parser.close()
    parser.end_paragraph()
    text = "\n\n".join(parser.paragraphs)
    return draft_text(text, notices=guess_notices(decoded.guessed), language=parser.language)


def _tamed(markup: str) -> str:
    """Return `markup` without comments and code, and without floods of unclosed tags, which parse very slowly."""
    bare = _CODE.sub(" ", markup)
    return _UNCLOSED.sub("&lt;", bare) if len(_UNCLOSED.findall(bare)) > _MOST_UNCLOSED else bare


def _decoded(data: bytes, where: str) -> Decoded:
    """Decode by the page's own word where it is not UTF-8, then as any text."""
    declared = _CHARSET.search(data[:4096])
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return Decoded(data.decode(declared[1].decode("ascii")))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data, where)
