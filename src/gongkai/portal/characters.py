"""Characters that nobody sees, and the one rule of what becomes of them in a text that people type, paste or hand in.

Word, WPS and web pages leave them in what is copied from there. They carry nothing, but a title in which one turns the
direction of reading poses as another document, and two titles that look the same are not the same. So they are taken out
where a text comes in, without a word: what is saved is what its reviewers see.

Out go control characters, blanks without width, soft hyphens, every mark, embedding, override and isolate of direction,
tags, halves of surrogates and what Unicode keeps for programs. Uyghur and Kazakh letters find their direction by
themselves, and the other scripts of the country run like Chinese or downwards. What stays is what a script is written
with: U+200C and U+200D, which part and join letters, and U+180E between Mongolian letters. So do private characters, by
which rare names are written, and the other line ends of Word and Unicode, as line ends.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Final, TypeVar, cast

_T = TypeVar("_T")
_LINE_ENDS: Final = re.compile("[\v\f\x85\u2028\u2029]")
_NOT_CHARACTERS: Final = "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_MONGOLIAN: Final = "[\u180b-\u180d\u180f\u1820-\u18aa]"
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    f"\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e007f{_NOT_CHARACTERS}]"
    f"|(?<!{_MONGOLIAN})\u180e|\u180e(?!{_MONGOLIAN})"
)
_BREAKS: Final = re.compile(r"[\t\r\n]+")
_MARKUP: Final = frozenset({"html", "href"})


def visible(text: str) -> str:
    """The text without what nobody sees; tabs and line ends stay."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def visible_line(text: str) -> str:
    """The same for what has one line, as titles and names: a tab or a line end becomes a blank."""
    return _BREAKS.sub(" ", visible(text))


def visible_shape(shape: _T) -> _T:
    """A shape with every text in it so, its title in one line.

    Markup and addresses stay as they are: what made them safe has read them with these characters in them.
    """
    return cast("_T", _seen(shape))


def _seen(part: Any) -> Any:
    if type(part) is str:
        return visible(part)
    if type(part) is tuple:
        return tuple(map(_seen, part))
    if not dataclasses.is_dataclass(part):
        return part
    changes = {}
    for field in dataclasses.fields(part):
        if field.name not in _MARKUP:
            was = getattr(part, field.name)
            now = visible_line(was) if field.name == "title" else _seen(was)
            if now != was:
                changes[field.name] = now
    return dataclasses.replace(cast("Any", part), **changes) if changes else part
