"""A pack written as a file, which unpacking.py reads as the same pack. Pure."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from wellserved.serving.standards.pack import NEEDED, PACK, USUAL, Pack


def packed(pack: Pack) -> str:
    """The pack as TOML. Sources stand in full beside each standard, so that none are listed by themselves."""
    head = ["[pack]", *_fields({name: getattr(pack, name) for name in PACK})]
    return "\n".join([*head, *(line for standard in pack.standards for line in _standard(standard))]) + "\n"


def _standard(standard: Mapping[str, Any]) -> Iterable[str]:
    about = {name: standard[name] for name in (*NEEDED[:3], *USUAL) if standard[name] != USUAL.get(name)}
    rule = dict(standard["rule"])
    part = rule.pop("of", None)
    yield from ("", "[[standard]]", *_fields(about), "[standard.rule]", *_fields(rule))
    if part is not None:
        yield from ("[standard.rule.of]", *_fields(part))


def _fields(values: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in values.items()]


def _value(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON's escapes are TOML's too
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    return repr(value)
