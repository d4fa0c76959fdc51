"""Owns an article as tokens: words with their places, sentences, and the way from tokens back to citations."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import accumulate
from operator import add
from typing import Any, NamedTuple

from rc_kb.quotes import Span
from rc_kb.text import digest_words, split_normal, strip_harmful

_ABBREVIATIONS = (
    "H.E.", "H.H.", "Eng.", "Brig.", "Col.", "Lt.", "Maj.", "Capt.", "Amb.", "Hon.", "Rtd.", "Ret.", "Sgt.", "Cmdr.",
    "Adm.", "Sh.", "Md.", "No.", "Nos.", "Ph.D.", "Gen.", "Rev.", "Hojat.", "Dist.", "Govt.", "Dept.", "approx.",
)  # fmt: skip
"""Words that end with a full stop which ends no sentence, beside those that spaCy knows."""

_DASHES = ("–", "—", "---", "--", "~")
_OPENING, _CLOSING = "“«", "”»"


_WRAP = re.compile(r"(?<=[^\n]{50}[^\n.!?:\"”])\n(?=[^\n])")
"""The end of a line in the midst of a sentence: of a long line, without a mark that ends one."""
_LINE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


class Sentence(NamedTuple):
    """Tokens from start up to stop, and how many sentences of the article stand before."""

    start: int
    stop: int
    number: int


class Prose:
    """The tokens of an article and its sentences; a token is a word, a number or a mark, and blank space is none.

    A sentence that a line break splits after a comma goes on in the next paragraph.
    """

    def __init__(self, normal: str) -> None:
        self.normal = normal
        self.paragraphs = split_normal(normal)
        self._offsets = _find_offsets(normal, self.paragraphs)
        joined = _join_lines(normal)
        self._breaks = {match.end() for match in _LINE_BREAK.finditer(joined)}
        self.doc = load_pipeline()(joined)
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        begins = self._take_tokens(joined)
        self._numbers = [bisect_right(self._offsets, start) for start in self.starts]
        self._openings = {bisect_left(self.starts, place) for place in self._offsets} | {
            token for place in self._breaks if (token := bisect_left(self.starts, place)) < len(self.starts)
        }
        self.lower = [word.lower() for word in self.words]
        self.is_quoted = self._find_quoted()
        self.sentences = self._find_sentences(begins)

    def _take_tokens(self, joined: str) -> list[int]:
        """Take spaCy's tokens, and return those with which it begins a sentence."""
        # As arrays: asking each token for its words takes several times as long (measured).
        table = self.doc.to_array(["LENGTH", "SPACY", "SENT_START"])
        lengths, spaces, opens = (table[:, column].tolist() for column in range(3))
        starts = [0, *accumulate(map(add, lengths, spaces))]
        ends = list(map(add, starts, lengths))
        words = [joined[start:end] for start, end in zip(starts, ends, strict=False)]
        if not joined.isascii():
            words = [word if word.isascii() else strip_harmful(word) for word in words]
        kept = [token for token, word in enumerate(words) if word and not word.isspace()]
        self.words = [words[token] for token in kept]
        self.starts = [starts[token] for token in kept]
        self.ends = [ends[token] for token in kept]
        return [place for place, token in enumerate(kept) if opens[token] == 1]

    def token_at(self, place: int) -> int:
        """Return the token that holds a character, or the first after it."""
        token = bisect_right(self.starts, place) - 1
        return token if token >= 0 and place < self.ends[token] else token + 1

    def text(self, start: int, stop: int) -> str:
        """Return the words of tokens as they are written, blank space as one."""
        words = " ".join(self.normal[self.starts[start] : self.ends[stop - 1]].split()) if stop > start else ""
        return words if words.isascii() else strip_harmful(words)

    def paragraph_of(self, token: int) -> int:
        """Return the number of the paragraph that a token stands in, from 1."""
        return self._numbers[token]

    def cite(self, start: int, stop: int) -> list[Span]:
        """Return the citations of tokens: one, or one for each paragraph that they stand in."""
        found = []
        first, last = self.paragraph_of(start), self.paragraph_of(stop - 1)
        for number in range(first, last + 1):
            offset = self._offsets[number - 1]
            begin = max(self.starts[start], offset) - offset
            end = min(self.ends[stop - 1] - offset, len(self.paragraphs[number - 1]))
            found.append(Span(number, begin, end, digest_words(self.paragraphs[number - 1][begin:end])))
        return found

    def _find_quoted(self) -> list[bool]:
        """Tell of each token whether it stands in a direct quotation; a paragraph begins without."""
        quoted: list[bool] = []
        inside, paragraph, opened = False, 0, 0
        for word, here in zip(self.words, self._numbers, strict=True):
            if here != paragraph:
                if inside:  # a mark that is never closed quotes nothing that can be told
                    quoted[opened:] = [False] * (len(quoted) - opened)
                inside, paragraph = False, here
            if not inside:
                opened = len(quoted)
            if word in _OPENING:
                inside = True
            elif word in _CLOSING:
                inside = False
            elif word in {'"', "''", "``"}:
                inside = not inside
            quoted.append(inside)
        return quoted

    def _find_sentences(self, begins: list[int]) -> list[Sentence]:
        found: list[Sentence] = []
        first = 0
        for token in sorted({*begins, *self._openings} - {0}):
            if token < len(self.words) and not self._goes_on(token):
                found.append(Sentence(first, token, len(found)))
                first = token
        if self.words:
            found.append(Sentence(first, len(self.words), len(found)))
        return found

    def _goes_on(self, token: int) -> bool:
        """Tell whether a token goes on with the sentence before: after a comma, or a closing mark of it."""
        if token in self._openings:
            return self.words[token - 1] == ","
        return self.words[token] in {"”", "»", ")"} or (self.words[token] in {'"', "''"} and not self.is_quoted[token])


def _join_lines(text: str) -> str:
    """Return a text of the same length in which lines that were only wrapped go on after a space."""
    return _WRAP.sub(" ", text)


def _find_offsets(normal: str, paragraphs: list[str]) -> list[int]:
    offsets, place = [], 0
    for paragraph in paragraphs:
        place = normal.index(paragraph, place)
        offsets.append(place)
        place += len(paragraph)
    return offsets


@contextmanager
def forget_words() -> Iterator[None]:
    """Give a context after which spaCy forgets the words of an article: kept, they fill the memory."""
    raised: BaseException | None = None
    with load_pipeline().memory_zone():
        try:
            yield
        except BaseException as error:  # noqa: BLE001 - raised below: through a zone, it would leave that open
            raised = error
    if raised is not None:
        raise raised


@cache
def load_pipeline() -> Any:
    """Return spaCy's blank English pipeline with a sentence splitter; hyphenated words are one token."""
    import spacy
    from spacy.attrs import ORTH
    from spacy.lang.char_classes import (
        ALPHA,
        ALPHA_LOWER,
        ALPHA_UPPER,
        CONCAT_QUOTES,
        LIST_ELLIPSES,
        LIST_ICONS,
    )
    from spacy.util import compile_infix_regex

    pipeline: Any = spacy.blank("en")
    pipeline.max_length = 10_000_000
    infixes = [
        *LIST_ELLIPSES,
        *LIST_ICONS,
        r"(?<=[0-9])[+*^](?=[0-9-])",
        rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
        rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9.)])(?:{'|'.join(map(re.escape, _DASHES))})(?=[{ALPHA}0-9(])",
        rf"(?<=[{ALPHA}0-9])[:<>=/](?=[{ALPHA}])",
    ]
    pipeline.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for word in _ABBREVIATIONS:
        pipeline.tokenizer.add_special_case(word, [{ORTH: word}])
    # Without blanks, marks are peeled off one by one, each time copying the rest (109 s for 40,000 brackets).
    pipeline.tokenizer.token_match = re.compile(r"\S{200,}").match
    pipeline.add_pipe("sentencizer")
    return pipeline
