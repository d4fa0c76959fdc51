"""Owns the invented story that tests of reading articles are given, as text and as a page."""

STORY = (
    "The chairwoman of the society received the ambassador of Ghana on Sunday in the capital, and the two talked "
    "about relief work in the north.\n\n"
    "They also discussed the training of volunteers, and more talks are planned for the autumn, as the society said in "
    "the evening.\n\n"
    "It was founded on 3 May 1922 by volunteers, and has some forty branches today in all of the provinces."
)
PARAGRAPHS = STORY.split("\n\n")
MARKED_UP = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)


def make_page(head: str = "", body: str = f"<article>{MARKED_UP}</article>") -> str:
    """Return a page of a news site: what is in its head, and what is between its navigation and its foot."""
    top = "<nav><a href='/'>Home</a> <a href='/world'>World</a> <a href='/sports'>Sports</a></nav>"
    foot = "<footer>© 2019 Example Times. All rights reserved. <a href='/terms'>Terms</a></footer>"
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{top}{body}{foot}</body></html>"
