"""What a page says in its own voice, and where."""

from __future__ import annotations

import pytest

from tests.builders import page, seen


def test_places_tell_title_from_text() -> None:
    looked = seen(page("<p>Tramadol</p>", title="Xanax")).pages[0]
    assert [looked.place(n.start) for n in looked.names] == [
        "title of https://shop.test/",
        "text of https://shop.test/",
    ]


def test_quotes_keep_the_pages_letters() -> None:
    looked = seen("<p>Buy TRAMADOL\u200b today!</p>").pages[0]
    name = looked.names[0]
    assert "TRAMADOL" in looked.sentence(name.start, name.end)
    assert looked.sentence(name.start, name.end) in looked.page.text


CARDS = "<div><h3>Ritalin 10 mg</h3><b>59 €</b><a href=/x>{word}</a></div>"


@pytest.mark.parametrize(
    ("html", "controls"),
    [
        (CARDS.format(word="Commander") * 2, 2),
        (CARDS.format(word="Commander"), 0),
        ("<p>commander du café</p><p>commander du thé</p>", 0),
    ],
    ids=["alone behind a price, twice", "once", "inside a sentence"],
)
def test_an_order_word_that_stands_alone_again_is_a_button(html: str, controls: int) -> None:
    assert len(seen(html).pages[0].said("sells")) == controls
