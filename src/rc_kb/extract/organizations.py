"""Owns where organizations stand in an article, and which each is: a known one, a defined acronym, a new one."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from rc_kb.extract.lexicon import HEADS, HONORIFICS, NOT_NAMES, ORGANIZATION_HEADS, PORTFOLIOS
from rc_kb.extract.prose import Prose
from rc_kb.gazetteer import Country, Gazetteer, Organization, load_gazetteer
from rc_kb.text import fold_key
from rc_kb.vocabulary import OrganizationKind

_LONGEST = 16
"""Tokens of the longest name that is put together from words."""

_KINDS: dict[str, OrganizationKind] = {
    "ministry": "government",
    "government": "government",
    "parliament": "government",
    "municipality": "government",
    "embassy": "embassy",
    "consulate": "embassy",
    "company": "company",
    "corporation": "company",
    "bank": "company",
    "airlines": "company",
    "airways": "company",
    "foundation": "nongovernmental",
    "charity": "nongovernmental",
    "association": "nongovernmental",
}
_SOCIETY_WORDS = frozenset({"society", "societies", "authority", "organization", "organisation", "association"})
_MAY_BEGIN = PORTFOLIOS | {"ministry", "ministries"}
"""Words in small letters that may begin the name of an organization."""
_OTHERS = frozenset({"foundation", "hospital", "academy", "university", "institute", "college", "school", "bank"})
_LOCAL_NAMES = frozenset({"kizilay", "ksrelief"})
_RED = frozenset({"cross", "crescent"})
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z]{1,6}s?(?:-[A-Z]+)?")
_ROYAL = frozenset("king prince princess queen sheikh shaikh sultan president emir amir".split())
_TITLES = HONORIFICS - _ROYAL
_GIVE_AWAY = ORGANIZATION_HEADS | {"ministry", "ministries"}
"""Words without which nothing is the name of a new organization."""


class Mention(NamedTuple):
    """Tokens that name something: an organization, a country, an adjective of one, a region."""

    start: int
    stop: int
    kind: str
    value: Any


class Names:
    """The names of the reference data and of organizations in an article, by the token that each begins with."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._gazetteer = load_gazetteer()
        self.mentions = {found.start: found for found in _match_phrases(prose)}
        for found in [one for one in self.mentions.values() if one.kind == "O" and self._is_another(one.stop)]:
            del self.mentions[found.start]
        self._taken = self._mark()
        self.acronyms: dict[str, Organization] = {}
        self.home_counts: Counter[str] = Counter()
        self._forms: dict[str, Counter[str]] = {}
        self._find_societies()
        self._find_named()
        self._define_acronyms()
        self._find_acronyms()

    def _mark(self) -> set[int]:
        return {token for found in self.mentions.values() for token in range(found.start, found.stop)}

    def _add(self, start: int, stop: int, organization: Organization) -> None:
        for token in range(start, stop):
            self.mentions.pop(token, None)
            self._taken.add(token)
        self.mentions[start] = Mention(start, stop, "O", organization)
        if organization.kind == "national_society":
            words = self._prose.text(start, stop)
            self._forms.setdefault(organization.country or organization.name, Counter())[words] += 1

    def has(self, name: str) -> bool:
        """Tell whether an article names an organization."""
        return any(one.kind == "O" and one.value.name == name for one in self.mentions.values())

    def name_of(self, organization: Organization) -> str:
        """Return the name to write: the fullest that the article gives of a society, where that is one of its names."""
        if organization.kind != "national_society" or organization.country is None:
            return organization.name
        known = self._gazetteer.society_names[organization.country]
        keys = {fold_key(name): name for name in known}
        written = [form.removeprefix("The ").removeprefix("the ") for form in self._forms.get(organization.country, ())]
        full = [keys[key] for key in map(fold_key, written) if key in keys]
        with_society = [keys[key] for form in written if (key := fold_key(f"{form} Society")) in keys]
        found = [name for name in (*full, *with_society) if "Society" in name or "Authority" in name] or full
        if found:
            return max(found, key=len)
        acronyms = [form for form in written if _ACRONYM.fullmatch(form)]
        for name in known:
            if any(_initials(name) == acronym for acronym in acronyms):
                return name
        return organization.name

    def _find_societies(self) -> None:
        """Find societies by the words Red Cross or Red Crescent and the country before or after them."""
        words, lower = self._prose.words, self._prose.lower
        named = {
            token
            for found in self.mentions.values()
            if found.kind in {"O", "X"}
            for token in range(found.start, found.stop)
        }
        for place in range(len(words) - 1):
            if lower[place] != "red" or lower[place + 1] not in _RED or place in named:
                continue
            if words[place].islower() and not (place and words[place - 1][0].isupper()):
                continue
            stop = place + 2
            while stop < len(words) and lower[stop] in _SOCIETY_WORDS and not lower[stop].endswith("ies"):
                stop += 1
            if self._is_another(stop):
                continue
            found = self._society_before(place, stop) or self._society_after(place, stop)
            if found:
                self._add(*found)
                named.update(range(*found[:2]))

    def _is_another(self, stop: int) -> bool:
        """Tell whether a society's name is only the beginning of another's: the Kenya Red Crescent Foundation."""
        following = self._prose.words[stop : stop + 1]
        return bool(following) and following[0].istitle() and following[0].lower() in _OTHERS

    def _society_before(self, place: int, stop: int) -> tuple[int, int, Organization] | None:
        before = next((one for one in self._ending_at(place) if one.kind in {"C", "D"}), None)
        if before is None and place > 1 and self._prose.lower[place - 1] in {"'s", "’s", "'", "’"}:
            before = next((one for one in self._ending_at(place - 1) if one.kind == "C"), None)
        if before is None or before.value.code not in self._gazetteer.societies:
            return None
        return before.start, stop, self._gazetteer.societies[before.value.code]

    def _ending_at(self, place: int) -> Iterator[Mention]:
        for start in range(max(0, place - 5), place):
            found = self.mentions.get(start)
            if found and found.stop == place:
                yield found

    def _society_after(self, place: int, stop: int) -> tuple[int, int, Organization] | None:
        lower = self._prose.lower
        after = stop
        if after < len(lower) and lower[after] in {"of", "in"}:
            after += 1
            if after < len(lower) and lower[after] == "the":
                after += 1
            found = self.mentions.get(after)
            is_country = found and found.kind == "C" and found.value.code in self._gazetteer.societies
            if found and is_country and (lower[stop] == "of" or lower[stop - 1] in _SOCIETY_WORDS):
                return place, found.stop, self._gazetteer.societies[found.value.code]
        return None

    def _find_named(self) -> None:
        """Find organizations that a noun gives away: ministries, foundations, universities."""
        prose = self._prose
        nouns = [token for token, word in enumerate(prose.lower) if word in _GIVE_AWAY]
        place = 0
        while nouns and place < len(prose.words):
            if nouns[0] < place:
                nouns.pop(0)
                continue
            if nouns[0] >= place + _LONGEST:
                place = nouns[0] - _LONGEST + 1
            if prose.words[place].islower() and prose.lower[place] not in _MAY_BEGIN:
                place += 1
                continue
            stop = self._end_of_name(place) if place not in self._taken or self._may_begin(place) else 0
            if stop:
                self._add(place, stop, self._name_new(place, stop))
                place = stop
            else:
                place += 1

    def _may_begin(self, place: int) -> bool:
        """Tell whether a country begins the name of an organization: Qatar Fund for Development."""
        found = self.mentions.get(place)
        return found is not None and found.kind in {"C", "R"} and self._prose.words[place][0].isupper()

    def _end_of_name(self, place: int) -> int:
        """Return where the name of an organization ends that begins with a token; 0 where none does."""
        words, lower = self._prose.words, self._prose.lower
        if lower[place] in {"ministry", "ministries"} and words[place].islower():
            return self._end_of_ministry(place)
        if lower[place] in PORTFOLIOS and words[place].islower():
            stop = place
            while stop < len(lower) and lower[stop] in PORTFOLIOS:
                stop += 1
            return stop + 1 if stop < len(lower) and lower[stop] == "ministry" else 0
        if (
            not _is_capital(words[place])
            or (lower[place] in NOT_NAMES and place not in self.mentions)
            or lower[place] in _TITLES
        ):
            return 0
        if lower[place] == "the" or (lower[place] in HEADS and lower[place] not in _ROYAL):
            return 0
        return self._walk(place)

    def _end_of_ministry(self, place: int) -> int:
        lower = self._prose.lower
        stop = place + 1
        if lower[stop : stop + 1] != ["of"] or lower[stop + 1 : stop + 2] == ["the"]:
            return 0
        stop += 1
        first = stop
        while stop < len(lower) and (lower[stop] in PORTFOLIOS or (lower[stop] == "and" and stop > first)):
            stop += 1
        if lower[stop - 1] == "and":
            stop -= 1
        return stop if stop > first else 0

    def _walk(self, place: int) -> int:
        """Go on over capitalized words, and the small words between them, as long as they are one name."""
        lower = self._prose.lower
        head, stop, token = -1, place, place
        while token < min(len(lower), place + _LONGEST):
            found = self.mentions.get(token)
            after = self._step_over_country(found, place) if found else self._step_over_word(token, place, head)
            if after <= token:
                break
            if found is None and lower[token] in ORGANIZATION_HEADS and head < 0:
                head = token
            is_part = found is not None or _is_capital(self._prose.words[token])
            token, stop = after, after if is_part else stop
            if found is not None and head >= 0 and found.start > place:
                break
        is_royal_only = lower[place] in _ROYAL and head == place
        return 0 if head < 0 or stop - place == 1 or is_royal_only else stop

    def _step_over_country(self, found: Mention, place: int) -> int:
        """Return where a country inside a name ends; where it begins, if it is no part of the name."""
        if found.kind in {"O", "X"} or (found.start > place and found.kind == "D"):
            return found.start
        is_joined = found.start == place or self._prose.lower[found.start - 1] in {"of", "the", "for", "in"}
        return found.stop if is_joined else found.start

    def _step_over_word(self, token: int, place: int, head: int) -> int:
        """Return the token after a word of a name; the word itself, if the name ends before it."""
        word, written = self._prose.lower[token], self._prose.words[token]
        if _is_capital(written):
            is_titled = token > place and word in HEADS and word != "chief"
            is_acronym = head >= 0 and _ACRONYM.fullmatch(written) is not None
            return token if is_titled or is_acronym or word in _TITLES else token + 1
        if word in {"of", "for"} and head >= 0 and self._goes_on(token + 1):
            return token + 1 + (self._prose.lower[token + 1] == "the")
        joins = word in {"and", "&", ","} and head >= 0 and (head == place or head < token - 1)
        if (joins and self._joins(token + 1)) or (word == "and" and head < 0 and self._head_follows(token + 1)):
            return token + 1
        return token

    def _goes_on(self, token: int) -> bool:
        lower, words = self._prose.lower, self._prose.words
        if token < len(lower) and lower[token] == "the":
            token += 1
        if token >= len(words):
            return False
        found = self.mentions.get(token)
        if found is not None:
            return found.kind in {"C", "R"}
        return _is_capital(words[token]) and lower[token] not in HEADS and lower[token] not in HONORIFICS

    def _joins(self, token: int) -> bool:
        """Tell whether `and` goes on with a name: Ministry of Health and Population, not a ministry and a person."""
        lower, words = self._prose.lower, self._prose.words
        if token >= len(words) or token in self.mentions or not _is_capital(words[token]):
            return False
        return lower[token] in PORTFOLIOS and lower[token] not in HEADS

    def _head_follows(self, token: int) -> bool:
        """Tell whether capitalized words after `and` lead to the noun of an organization: Aid and Relief Centre."""
        words, lower = self._prose.words, self._prose.lower
        for place in range(token, min(token + 3, len(words))):
            if not _is_capital(words[place]) or place in self.mentions or lower[place] in HEADS:
                return False
            if lower[place] in ORGANIZATION_HEADS:
                return lower[token] in PORTFOLIOS or place == token
        return False

    def _name_new(self, start: int, stop: int) -> Organization:
        prose = self._prose
        words = prose.text(start, stop)
        lower = prose.lower[start:stop]
        kind = next((_KINDS[word] for word in lower if word in _KINDS), None)
        inside = [one for one in (self.mentions.get(token) for token in range(start, stop)) if one and one.kind == "C"]
        country = self._country_of(start, stop, kind, inside)
        if "ministry" in lower:
            words = _name_ministry(words, country, self._gazetteer)
        return Organization(words, country, kind)

    def _country_of(self, start: int, stop: int, kind: OrganizationKind | None, inside: list[Mention]) -> str | None:
        """Return the country that a name, the word before it or the words after it give an organization."""
        if kind == "embassy":
            sender = next((one for one in inside if self._prose.lower[one.start - 1] in {"of", "the"}), None)
            before = next((one for one in self._ending_at(start) if one.kind == "D"), None)
            found = sender or before
            return found.value.code if found else None
        if inside:
            return str(inside[0].value.code)
        possessed = start - 1 if start and self._prose.lower[start - 1] in {"'s", "’s"} else start
        before = next((one for one in self._ending_at(possessed) if one.kind in {"C", "D"}), None)
        if before is not None:
            return str(before.value.code)
        after = self._prose.lower[stop : stop + 2]
        if after[:1] in (["of"], ["in"]):
            found = self.mentions.get(stop + 1 + (after[1:] == ["the"]))
            if found and found.kind == "C":
                return str(found.value.code)
        return None

    def _define_acronyms(self) -> None:
        """Learn the acronyms that stand in brackets after a name."""
        words = self._prose.words
        for found in sorted(self.mentions.values()):
            stop = found.stop
            if found.kind == "O" and stop + 2 < len(words) and words[stop] == "(" and words[stop + 2] == ")":
                acronym = words[stop + 1].strip("'\"“”")
                if sum(letter.isupper() for letter in acronym) > 1 or fold_key(acronym) in _LOCAL_NAMES:
                    self.acronyms.setdefault(acronym, found.value)

    def _find_acronyms(self) -> None:
        """Find acronyms: those that the article defines, and those of societies whose country it names."""
        named = Counter(found.value.code for found in self.mentions.values() if found.kind in {"C", "D"})
        named.update(
            found.value.country for found in self.mentions.values() if found.kind == "O" and found.value.country
        )
        for token, word in enumerate(self._prose.words):
            if word in self.acronyms:
                if token not in self._taken or self.mentions.get(token, Mention(0, 0, "", None)).kind in {"O", "C"}:
                    self._add(token, token + 1, self.acronyms[word])
                continue
            if token in self._taken:
                continue
            candidates = self._gazetteer.societies_of_acronym.get(word)
            if not candidates:
                continue
            known = [code for code in candidates if named[code]]
            if known:
                best = max(known, key=lambda code: named[code])
                self._add(token, token + 1, self._gazetteer.societies[best])

    def find_country(self, code: str) -> Country:
        """Return a country by its code."""
        return Country(code, self._gazetteer.country_names[code])


def _name_ministry(words: str, country: str | None, gazetteer: Gazetteer) -> str:
    """Return a ministry's name with its country: Ministry of Foreign Affairs of Qatar, for Qatar's Foreign Ministry."""
    named = gazetteer.country_names[country] if country else ""
    before, _, after = re.sub(rf"(?: of| in)? (?:the )?{re.escape(named)}$" if named else "$", "", words).partition(
        "inistry"
    )
    portfolio = before[:-1].strip() or after.removeprefix(" of").strip()
    portfolio = "Foreign Affairs" if portfolio.lower() == "foreign" else _capitalize(portfolio)
    name = f"Ministry of {portfolio}" if portfolio else words
    return f"{name} of {named}" if named and portfolio else name


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def _capitalize(words: str) -> str:
    return " ".join(
        word if word in {"of", "and", "for", "the"} else word[0].upper() + word[1:] for word in words.split()
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def _match_phrases(prose: Prose) -> list[Mention]:
    """Return the longest names of the reference data that stand in an article, none within another."""
    from spacy.util import filter_spans

    matcher, values = load_matcher()
    spans = filter_spans(matcher(prose.doc, as_spans=True))
    found = []
    for span in spans:
        kind, value = values[span.text if span.text in values else " ".join(span.text.split())]
        start = prose.token_at(span.start_char)
        found.append(Mention(start, prose.token_at(span.end_char - 1) + 1, kind, value))
    return [one for one in found if one.stop > one.start]


@cache
def load_matcher() -> tuple[Any, dict[str, tuple[str, Any]]]:
    """Return spaCy's matcher over every name of the reference data, and what each name means."""
    from spacy.matcher import PhraseMatcher

    from rc_kb.extract.prose import load_pipeline

    pipeline = load_pipeline()
    values = dict(_list_phrases(load_gazetteer()))
    matcher = PhraseMatcher(pipeline.vocab)
    matcher.add("NAME", list(pipeline.tokenizer.pipe(values)))
    return matcher, values


def _list_phrases(gazetteer: Gazetteer) -> Iterator[tuple[str, tuple[str, Any]]]:
    """Return each phrase with its kind (a later one of the same words counts) and what it means."""
    for name in gazetteer.regions:
        yield name, ("R", name)
    for name, country in gazetteer.countries.items():
        if (len(name) > 1 and not re.fullmatch(r"[A-Z]{3}", name)) or name in {"USA", "UAE", "DRC", "UK", "US"}:
            yield name, ("C", country)
    for name, country in gazetteer.adjectives.items():
        yield name, ("D", country)
    for name, organization in gazetteer.organizations.items():
        yield name, ("O", organization)
        if "'" in name:
            yield name.replace("'", "’"), ("O", organization)
        if organization.kind == "national_society" and not name.isupper():
            yield f"The {name}", ("O", organization)
    for phrase in gazetteer.not_countries:
        yield phrase, ("X", None)
