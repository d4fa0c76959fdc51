"""Owns the conditions that questions share: on parties, places, dates, words. User words are only bound values."""

from rc_kb.dates import EdtfDate, is_range, parse_range
from rc_kb.errors import BadDate, BadValue
from rc_kb.read.names import Match
from rc_kb.read.query import Question
from rc_kb.text import fold_words


def limit_days(since: str | None, until: str | None) -> EdtfDate | None:
    """Return the days that --since and --until leave; a range given to either bounds both ends."""
    if since is None and until is None:
        return None
    bounds = [(parse_range(text), is_since) for text, is_since in ((since, True), (until, False)) if text is not None]
    firsts = [days.first for days, is_since in bounds if days.first and (is_since or is_range(days.text))]
    lasts = [days.last for days, is_since in bounds if days.last and (not is_since or is_range(days.text))]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first and last and first > last:
        raise BadDate(f"no day is both since {first} and until {last}: turn the range round.")
    return EdtfDate("..".join(filter(None, (since, until))), first, last)


def select_attended(name: str, match: Match) -> str:
    """Return the select of the meetings that a country, organization or official attended."""
    if match.kind != "country":
        return f"SELECT meeting_id FROM participations WHERE {match.kind}_id = :{name}"
    return f"SELECT fact_id FROM country_facts WHERE country_code = :{name} AND kind = 'meeting' AND takes_part = 1"


def select_naming(name: str, match: Match, kinds: str) -> str:
    """Return the select of the facts of some kinds, a condition in SQL, that name a party; of a country, who stands."""
    if match.kind == "country":
        return f"SELECT fact_id FROM country_facts WHERE country_code = :{name} AND kind {kinds}"
    return f"SELECT fact_id FROM mentions WHERE kind {kinds} AND party_id = :{name}"


def value_of(name: str, match: Match) -> dict[str, str | int | None]:
    """Return the value to bind for a match: the code of a country, else its key."""
    return {name: match.country_code if match.kind == "country" else match.id}


def where_party(question: Question, name: str, match: Match | None, said: str) -> None:
    """Ask for a party in one role, said in words; a country stands for its organizations and officials too."""
    if match is None:
        return
    described, value = f"{said} {match.name}", value_of(name, match)
    if match.kind == "country":
        representing = f"SELECT id FROM parties WHERE country_code = :{name}"
        question.where_among(f"{name}_id", representing, described, **value)
    else:
        question.where(f"{name}_id = :{name}", described, **value)


def where_in(question: Question, where: Match | None) -> None:
    """Ask for what is in a country or a city."""
    if where is None:
        return
    column = "country_code" if where.kind == "country" else "place_id"
    question.where(f"{column} = :where", f"in {where.name}", **value_of("where", where))


def where_country(question: Question, country: Match | None) -> Question:
    """Ask for what belongs to a country or represents it."""
    if country:
        question.where("country_code = :country", f"of {country.name}", country=country.country_code)
    return question


def where_equal(question: Question, **values: str | None) -> None:
    """Ask for columns that hold exactly these values; None asks for nothing."""
    for name, value in values.items():
        if value is not None:
            question.where(f"{name} = :{name}", f"with the {name} {value}", **{name: value})


def where_text(question: Question, column: str, text: str | None, said: str) -> None:
    """Ask for a column in which some words, or beginnings of words, stand one after the other."""
    if text is not None:
        question.where(hold_words(column), f"{said} {text!r}", **{column: fold_search(text)})


def hold_words(column: str) -> str:
    """Return the condition that words, or beginnings of words, stand one after the other in a text."""
    return f"' ' || {column}_words LIKE '% ' || :{column} || '%'"


def fold_search(text: str) -> str:
    """Return the words to look for, or raise BadValue where there are none."""
    words = fold_words(text)
    if not words:
        raise BadValue(f"{text!r} holds no letter and no digit to look for.")
    return words


def where_days(question: Question, days: EdtfDate | None, name: str, latest: str | None = None) -> None:
    """Ask for what may have been on some days; where a bound is not known, any day may be."""
    if days is None:
        return
    last = f"coalesce({name}_last, {latest}, '9999-12-31')" if latest else f"coalesce({name}_last, '9999-12-31')"
    if days.first:
        question.where(f"{last} >= :since", f"since {days.first}", since=days.first)
    if days.last:
        question.where(f"coalesce({name}_first, '0001-01-01') <= :until", f"until {days.last}", until=days.last)


def where_article(question: Question, article: str | None) -> Question:
    """Ask for what one article says."""
    if article is not None:
        question.where("article_id = :article", f"in the article {article}", article=article)
    return question
