"""Owns the dateline: the place, the day and the agency that stand before a wire story, in whatever order."""

import re
from functools import cache
from typing import NamedTuple

from rc_kb.gazetteer import load_gazetteer
from rc_kb.written_dates import DateKind, WrittenDate, find_dates

_REACH = 130
"""Characters in which a dateline ends."""

AGENCIES = {
    "AA": "Anadolu Agency",
    "AFP": "Agence France-Presse",
    "ANI": "Asian News International",
    "ANTARA": "Antara",
    "AP": "Associated Press",
    "APA": "APA",
    "APP": "Associated Press of Pakistan",
    "APS": "Algeria Press Service",
    "AZERTAC": "AZERTAC",
    "BELTA": "BelTA",
    "BERNAMA": "Bernama",
    "BNA": "Bahrain News Agency",
    "BSS": "Bangladesh Sangbad Sangstha",
    "ENA": "Ethiopian News Agency",
    "GNA": "Ghana News Agency",
    "IANS": "Indo-Asian News Service",
    "INA": "Iraqi News Agency",
    "INP": "Independent News Pakistan",
    "INTERFAX": "Interfax",
    "IQNA": "IQNA",
    "IRCS": "Iranian Red Crescent Society",
    "IRNA": "IRNA",
    "ISNA": "ISNA",
    "KAZINFORM": "Kazinform",
    "KUNA": "Kuwait News Agency",
    "LANA": "Libyan News Agency",
    "MAP": "Maghreb Arab Press",
    "MENA": "Middle East News Agency",
    "MNA": "Mehr News Agency",
    "NAN": "News Agency of Nigeria",
    "NINA": "National Iraqi News Agency",
    "NNA": "National News Agency",
    "ONA": "Oman News Agency",
    "PETRA": "Jordan News Agency",
    "PNA": "Philippine News Agency",
    "PPI": "Pakistan Press International",
    "PTI": "Press Trust of India",
    "QNA": "Qatar News Agency",
    "REUTERS": "Reuters",
    "SABA": "Saba",
    "SANA": "Syrian Arab News Agency",
    "SONNA": "Somali National News Agency",
    "SPA": "Saudi Press Agency",
    "SUNA": "Sudan News Agency",
    "TAP": "Tunis Afrique Presse",
    "TASNIM": "Tasnim",
    "TASS": "TASS",
    "TREND": "Trend",
    "UNA": "Union of OIC News Agencies",
    "UNB": "United News of Bangladesh",
    "UNI": "United News of India",
    "URDUPOINT": "UrduPoint",
    "VNA": "Vietnam News Agency",
    "WAFA": "WAFA",
    "WAM": "Emirates News Agency",
    "XINHUA": "Xinhua",
    "YONHAP": "Yonhap",
}
"""News agencies by the signs in their datelines."""

_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]*\w)?")
_MARK = re.compile(r"\s*(?:--+|[-–—―,.:;/|()\[\]•·~]+)\s*|\s+")
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*(?:GMT|UTC|IST|PST|local time))?", re.IGNORECASE
)
_PREFIX = re.compile(r"\s*date\s+(\d{4}-\d{2}-\d{2})(?:\s+|$)")
_SMALL = re.compile(
    r"(?:of|news|agency|by|website|desk|correspondent|report|service|point|updated?|published|posted|on|at|here|"
    r"the|reporter)\b",
    re.IGNORECASE,
)
_HIJRI = re.compile(
    r"(?:Muharram|Safar|Rabi|Jumada|Rajab|Sha\W?ban|Ramadan|Shawwal|Dhu)[\w'’ -]{0,20}?\s\d{1,2},?\s+1[34]\d\d"
    r"(?:\s*A?H\b)?",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:By|From)\s(?:[^,\n]{3,60},\s*(?P<place>[^,\n]{3,40}))?")
_LONGEST_PLACE = 4
_NAME = re.compile(rf"[A-Z\u00c0-\u00de][\w'’.-]*(?: [A-Z\u00c0-\u00deđa-z][\w'’-]*){{0,{_LONGEST_PLACE - 1}}}")
_BRACKETED = re.compile(r"\s*\(\s*(?P<words>[A-Z][\w.&'’-]*(?: [\w.&'’-]+){0,3})\s*\)\s*")
"""The sign of a publisher that has no agency's: (Pajhwok), (Web Desk)."""
_LONGEST_ACRONYM = 5
"""Letters up to which a word in capitals is rather an acronym than a place, where nobody knows either."""
_NO_PLACES = frozenset(
    "MENAFN UPDATE UPDATED BREAKING PHOTOS VIDEO EXCLUSIVE OPINION EDITORIAL INTERVIEW ANALYSIS DEVELOPING CORRECTED "
    "CORRECTION FACTBOX FEATURE POLITICS HEALTH BUSINESS SOCIETY RELEASE STATEMENT REPORT HEADLINES SUMMARY DATE "
    "READING SOURCE".split()
)
"""Words that open a page and are the name of no place there; shorter ones in capitals are none anyhow."""
_MOST_OTHERS = 5
"""Words in a dateline that are neither place nor day nor agency: a correspondent's name, `local time`."""


class Dateline(NamedTuple):
    """What a story's first words say before it begins; body is its first character."""

    body: int
    place: str | None
    date: WrittenDate | None
    agency: str | None


class _Part(NamedTuple):
    kind: str
    start: int
    end: int
    text: str = ""


def read_dateline(normal: str, start: int, end: int) -> Dateline | None:
    """Return the dateline that a paragraph begins with, None where it begins with its story."""
    prefix = _PREFIX.match(normal, start, end)
    if prefix:
        start = prefix.end()
    byline = _BYLINE.match(normal, start, end)
    if byline:
        is_placed = byline.end() == end and _spell(byline["place"] or "") is not None
        return Dateline(end, _name_place(byline["place"]), None, None) if is_placed else None
    parts = _read_parts(normal, start, min(end, start + _REACH))
    stop = _find_end(normal, parts, end)
    if stop is None:
        return None
    parts = [part for part in parts if part.start < stop]
    first = next((part for part in parts if part.kind != "mark"), None)
    shouted = [first] if first is not None and _may_be_place(first) else []
    places = _find_places(parts) or _find_unknown(parts) or shouted
    dates = [one for one in find_dates(normal[start:stop]) if one.kind in {DateKind.FULL, DateKind.NO_YEAR}]
    agency = next((AGENCIES[part.text.upper()] for part in parts if part.kind == "agency"), None)
    if not places and not (agency and dates):
        return None
    return Dateline(stop, _name_place(places[0].text) if places else None, dates[0] if dates else None, agency)


def _find_places(parts: list[_Part]) -> list[_Part]:
    """Return the places that are no names of something else: the first word, or in capitals."""
    first = next((part for part in parts if part.kind in {"place", "shouted", "other"}), None)
    places = [part for part in parts if part.kind == "place" and part.text.upper() not in _NO_PLACES]
    return [part for part in places if part is first or part.text.isupper()]


def _find_unknown(parts: list[_Part]) -> list[_Part]:
    """Return a place that the gazetteer does not know, or not by this spelling: `Hà Nội (VNA)`."""
    bracket = next((place for place, part in enumerate(parts) if part.kind == "mark" and "(" in part.text), 0)
    named = [part for part in parts[:bracket] if part.text.strip()]
    is_signed = parts[bracket + 1 : bracket + 2] and parts[bracket + 1].kind == "agency"
    is_name = all(part.kind == "other" and part.text[:1].isupper() for part in named)
    if not (named and is_signed and is_name and len(named) <= _LONGEST_PLACE):
        return []
    return [_Part("place", named[0].start, named[-1].end, " ".join(part.text for part in named))]


def _may_be_place(part: _Part) -> bool:
    """Tell whether a word in capitals that is not in the gazetteer may be a place."""
    return part.kind == "shouted" and len(part.text) > _LONGEST_ACRONYM and part.text not in _NO_PLACES


def _read_parts(normal: str, start: int, end: int) -> list[_Part]:
    """Return the parts of what may be a dateline: places, days, agencies, marks, and words that are none of them."""
    text = normal[start:end]
    dates = {one.start: one for one in find_dates(text)}
    parts: list[_Part] = []
    place = 0
    while place < len(text):
        part = _read_part(text, place, dates)
        parts.append(part._replace(start=part.start + start, end=part.end + start))
        place = part.end
        if part.kind == "other" and part.text.islower():
            break  # no dateline goes on after it
    return parts


def _read_part(text: str, place: int, dates: dict[int, WrittenDate]) -> _Part:
    if place in dates:
        is_day = dates[place].kind in {DateKind.FULL, DateKind.NO_YEAR}
        return _Part("date" if is_day else "clock", place, dates[place].end)
    bracketed = _BRACKETED.match(text, place)
    if bracketed and not _says_more(bracketed, dates):
        return _Part("sign", place, bracketed.end())
    for kind, pattern in (("clock", _CLOCK), ("date", _HIJRI), ("mark", _MARK)):
        match = pattern.match(text, place)
        if match and match.end() > place:
            return _Part(kind, place, match.end(), match[0])
    return _read_place(text, place) or _read_word(text, place)


def _says_more(bracketed: re.Match[str], dates: dict[int, WrittenDate]) -> bool:
    """Tell whether the sign of an agency, or a date, is in brackets."""
    is_dated = any(bracketed.start() < start < bracketed.end() for start in dates)
    return is_dated or any(word.upper() in AGENCIES for word in bracketed["words"].split())


def _read_word(text: str, place: int) -> _Part:
    match = _WORD.match(text, place)
    if not match:
        return _Part("other", place, place + 1, text[place])
    word = match[0]
    if _is_sign(text, place, word):
        kind = "agency"
    elif _SMALL.fullmatch(word):
        kind = "small"
    else:
        kind = "shouted" if word.isupper() and len(word) > 1 else "other"
    return _Part(kind, place, match.end(), word)


def _read_place(text: str, place: int) -> _Part | None:
    """Return the city or country with the longest name that begins at a character."""
    words = _NAME.match(text, place)
    if not words:
        return None
    listed = words[0].rstrip(".").split(" ")
    if _is_sign(text, place, listed[0].rstrip(".-")):
        return None
    for count in range(len(listed), 0, -1):
        name = " ".join(listed[:count]).rstrip(".-")
        if _spell(name) is not None:
            return _Part("place", place, place + len(name), name)
    return None


def _is_sign(text: str, place: int, word: str) -> bool:
    """Tell whether a word is an agency's sign; a short one is in capitals, or in brackets: the Saba of (Saba)."""
    return word.upper() in AGENCIES and (word.isupper() or len(word) > len("SANA") or text[place - 1 : place] == "(")


def _spell(name: str) -> str | None:
    """Return a city or country as the gazetteer spells it; None where it knows none."""
    gazetteer = load_gazetteer()
    plain = name.replace("’", "'")
    if plain in gazetteer.cities or plain in gazetteer.countries:
        return name
    return _load_shouted().get(plain) if plain.isupper() else None


@cache
def _load_shouted() -> dict[str, str]:
    """Return the names of cities and countries by what they are in capitals."""
    gazetteer = load_gazetteer()
    return {name.upper(): name for name in (*gazetteer.cities, *gazetteer.countries)}


def _find_end(normal: str, parts: list[_Part], end: int) -> int | None:
    """Return where the story begins: after the last mark that closes a dateline, None where none does.

    A dateline holds a place, a day or an agency, hardly anything else, and is closed by a dash, a colon, a bracket, a
    full stop, or the end of its line.
    """
    others, best = 0, None
    known = depth = 0
    for place, part in enumerate(parts):
        depth += part.text.count("(") - part.text.count(")") if part.kind == "mark" else 0
        if part.kind in {"other", "shouted"}:
            others += part.kind == "other"
            known += part.kind == "shouted"
            if others > _MOST_OTHERS or (part.kind == "other" and part.text.islower()):
                break
        elif part.kind in {"place", "agency"}:
            known += 1
        if known and depth <= 0 and _closes(normal, parts, place, end):
            best = part.end
            if part.text.strip().endswith((":", ";", "-", "–", "—", "―", ")")) and not _goes_on(parts[place + 1 :]):
                break
    else:
        is_line = bool({"date", "agency"} & {part.kind for part in parts})
        return end if known and (is_line or _is_city(parts)) and parts[-1].end >= end else best
    return best


def _goes_on(parts: list[_Part]) -> bool:
    """Tell whether a day or a sign follows: `ISLAMABAD: May 06 (APP):`."""
    following = next((part for part in parts if part.kind != "mark" or part.text.strip() != "("), None)
    return following is not None and following.kind in {"date", "agency", "sign"}


def _is_city(parts: list[_Part]) -> bool:
    """Tell whether a line is nothing but the name of a city in capitals."""
    return len(parts) == 1 and parts[0].text.isupper() and (_spell(parts[0].text) or "") in load_gazetteer().cities


def _closes(normal: str, parts: list[_Part], place: int, end: int) -> bool:
    """Tell whether a part closes a dateline, and does not only part a sentence's words."""
    part, before = parts[place], parts[:place]
    following = normal[part.end : part.end + 1]
    is_sentence = following.isupper() or following.isdigit() or following in "\"“'‘«"
    if part.end < end and not is_sentence:
        return False
    if part.kind == "sign":  # `New Delhi, Jul 18 (XYZ) The`, `KARACHI: (Online) The`
        return "date" in {one.kind for one in before} or before[-1].text.strip() == ":"
    return part.kind == "mark" and _is_closing(part, before, is_last=part.end >= end)


def _is_closing(part: _Part, before: list[_Part], *, is_last: bool) -> bool:
    """Tell whether a mark closes what stands before it: a dash more than a colon, a colon more than a full stop."""
    mark = part.text.strip()
    kinds = {one.kind for one in before}
    has_sign = bool(kinds & {"date", "agency", "sign"})
    is_short = sum(one.kind in {"other", "place", "shouted", "agency"} for one in before) <= _LONGEST_PLACE
    if mark.endswith(("—", "–", "―", "--")) or (mark.endswith("-") and _stands_apart(part, before)):
        return has_sign or (is_short and "other" not in kinds)
    is_shouted = len(before) == 1 and before[0].text.isupper()
    if mark.endswith(":"):
        return has_sign or (is_short and ("shouted" in kinds or is_shouted))
    if mark.endswith((".", "/")):
        return has_sign or is_shouted
    if mark.endswith(")"):
        return has_sign and "(" in "".join(one.text for one in before)
    # Between words that are no sentence: `ASTANA. KAZINFORM The`.
    is_signed = len(before) > 1 and before[-1].kind == "agency" and before[-2].text.strip() == "."
    return has_sign and (mark == ";" or (not mark and (is_signed or is_last)))


def _stands_apart(part: _Part, before: list[_Part]) -> bool:
    """Tell whether a hyphen is a dash: it has a space beside it, or a bracket before it."""
    return part.text[:1].isspace() or part.text[-1:].isspace() or part.text.startswith(")") or before[-1].kind == "sign"


def _name_place(place: str) -> str:
    """Return the place of a dateline as a name: TEHRAN is Tehran."""
    spelled = _spell(place)
    if spelled is not None:
        return spelled
    words = re.split(r"(\s|-)", place.strip(" ,."))
    return "".join(word.capitalize() if word.isupper() and len(word) > 2 else word for word in words)
