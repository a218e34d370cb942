"""Dates, times and numbers as Swedish schools write them: tisdag 17 november, v. 47; 08.30–09.20; 92,5 %."""

from datetime import date, datetime, time

from babel.dates import format_date
from babel.numbers import format_decimal

from skolplattform.i18n.catalogue import SOURCE, Text

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
HARD_SPACE = "\u00a0"


def number(value: float, language: str = SOURCE, *, decimals: int | None = None) -> str:
    """1 234,5 in Swedish, 1,234.5 in English."""
    pattern = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=LOCALES[language])


def percent(share: float, language: str = SOURCE, *, decimals: int = 1) -> str:
    """A share of 0 to 1 as 92,5 % (92.5% in English)."""
    shown = number(share * 100, language, decimals=decimals)
    return f"{shown}{HARD_SPACE}%" if language == "sv" else f"{shown}%"


def clock_time(value: time | datetime, language: str = SOURCE) -> str:
    """08.30 in Swedish, 08:30 in English. A datetime must already be in local time."""
    return value.strftime("%H.%M" if language == "sv" else "%H:%M")


def period(start: time, end: time, language: str = SOURCE) -> str:
    """08.30–09.20."""
    return f"{clock_time(start, language)}–{clock_time(end, language)}"


def week(day: date, language: str = SOURCE) -> str:
    """v. 47 (the ISO week)."""
    return f"{'v.' if language == 'sv' else 'week'}{HARD_SPACE}{day.isocalendar().week}"


def day(value: date, language: str = SOURCE, *, style: str = "long") -> str:
    """A school day: long (tisdag 17 november, v. 47), short (tis 17 nov), date (17 november 2026), month (nov)."""
    if style == "short":
        shown = format_date(value, "EEE d MMM", locale=LOCALES[language])
        return shown.replace(".", "") if language == "sv" else shown
    if style == "month":
        return format_date(value, "MMM", locale=LOCALES[language]).replace(".", "")
    if style == "date":
        return format_date(value, "d MMMM y", locale=LOCALES[language])
    return f"{format_date(value, 'EEEE d MMMM', locale=LOCALES[language])}, {week(value, language)}"


def day_text(value: date, *, style: str = "long") -> Text:
    """The day in both languages, for a state var."""
    return Text(sv=day(value, "sv", style=style), en=day(value, "en", style=style))


def percent_text(share: float, *, decimals: int = 1) -> Text:
    """The percentage in both languages, for a state var."""
    return Text(sv=percent(share, "sv", decimals=decimals), en=percent(share, "en", decimals=decimals))


def capital(shown: str) -> str:
    """The first letter raised, for a date that opens a line."""
    return shown[:1].upper() + shown[1:]


_AFTER_Z = str.maketrans("åäö", "{|}")


def name_order(name: str) -> str:
    """Sorts names as Swedes do: å, ä, ö after z."""
    return name.casefold().translate(_AFTER_Z)
