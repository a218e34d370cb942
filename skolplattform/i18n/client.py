"""Texts on a page: `t("module.key")` is a string in the browser that follows the language switch at once.

The phrase travels in both languages with the component that shows it, so a page loads its own words only.
"""

import json
from collections.abc import Sequence

from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar
from reflex_base.vars.base import LiteralVar, Var
from reflex_base.vars.sequence import StringVar

from skolplattform.i18n.catalogue import phrase

LIBRARY = "$/public/i18n.js"
HOOK = "const spLang = useLang();"
LANGUAGE = "spLang"


def _var(expression: str, *tags: str, params: tuple[Var, ...] = ()) -> StringVar:
    data = VarData(
        imports={LIBRARY: [ImportVar(tag=tag) for tag in ("useLang", *tags)]},
        hooks={HOOK: None},
    )
    merged = VarData.merge(data, *(param._get_all_var_data() for param in params))
    return Var(_js_expr=expression, _var_type=str, _var_data=merged).to(str)


def t(key: str | Var, **params: object) -> StringVar:
    """The text of a key, or of a state var that holds a `Text`.

    Params are plain values or state vars; numbers are written the language's way, a `Text` in the language
    chosen; `n` picks singular or plural. Years and codes go in as strings.
    """
    if isinstance(key, Var):
        return _var(f"spPick({LANGUAGE}, {key!s})", "spPick", params=(key,))
    sv, en = (json.dumps(phrase(key, language), ensure_ascii=False) for language in ("sv", "en"))
    choice = f'({LANGUAGE} === "en" ? {en} : {sv})'
    if not params:
        return _var(choice)
    values = {name: value if isinstance(value, Var) else LiteralVar.create(value) for name, value in params.items()}
    given = ", ".join(f"{name}: {value!s}" for name, value in values.items())
    return _var(f"spSay({LANGUAGE}, {choice}, {{{given}}})", "spSay", params=tuple(values.values()))


def t_among(key: Var, keys: list[str]) -> StringVar:
    """The text of a key that the state names, among those listed (the page carries them all)."""
    table = {k: [phrase(k, "sv"), phrase(k, "en")] for k in keys}
    shown = json.dumps(table, ensure_ascii=False)
    return _var(f"({shown}[{key!s}]?.[{LANGUAGE} === 'en' ? 1 : 0] ?? '')", params=(key,))


def day(value: Var, style: str = "long") -> StringVar:
    """An ISO date of the state: long (tisdag 17 november, v. 47), short (tis 17 nov), date (17 november 2026)."""
    return _var(f"spDay({LANGUAGE}, {value!s}, {json.dumps(style)})", "spDay", params=(value,))


def clock_time(value: Var) -> StringVar:
    """A local time of the state (08:30 or 2026-11-17T08:30) as 08.30."""
    return _var(f"spClock({LANGUAGE}, {value!s})", "spClock", params=(value,))


def number(value: Var, decimals: int = 0) -> StringVar:
    """1 234,5."""
    return _var(f"spNumber({LANGUAGE}, {value!s}, {decimals})", "spNumber", params=(value,))


def percent(share: Var, decimals: int = 1) -> StringVar:
    """A share of 0 to 1 of the state as 92,5 %."""
    return _var(f"spPercent({LANGUAGE}, {share!s}, {decimals})", "spPercent", params=(share,))


def is_english() -> Var[bool]:
    """Whether the reader has chosen English."""
    return _var(f'({LANGUAGE} === "en")').to(bool)


def phrases(prefix: str, names: Sequence[str]) -> Var:
    """Raw phrases in both languages, for a component written in JavaScript that fills them itself."""
    table = {name: {lang: phrase(f"{prefix}.{name}", lang) for lang in ("sv", "en")} for name in names}
    return LiteralVar.create(table)
