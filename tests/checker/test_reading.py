"""What a page says in its own voice, and where."""

from __future__ import annotations

import pytest

from checker.reading import MAX_HITS_PER_NAME
from tests.builders import page, seen


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("No prescription needed.", True),
        ("“No prescription needed” is what such sites write.", False),
        ("We never sell without prescription.", False),
    ],
)
def test_waivers_count_in_the_pages_own_voice(text: str, says: bool) -> None:
    assert seen(f"<p>{text}</p>").has("prescription-waived") is says


def test_a_waiver_is_no_demand() -> None:
    assert not seen("<p>No prescription required.</p>").has("prescription-required")


def test_places_tell_title_from_text() -> None:
    looked = seen(page("<p>Tramadol</p>", title="Xanax")).pages[0]
    assert [looked.place(n.start) for n in looked.names] == [
        "title of https://shop.test/",
        "text of https://shop.test/",
    ]


def test_hits_of_one_name_are_bounded() -> None:
    assert len(seen("<p>tramadol</p>" * 500).pages[0].names) == MAX_HITS_PER_NAME


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


@pytest.mark.parametrize(("generator", "kind"), [("MediaWiki 1.42", "information"), ("WordPress 6", "unknown")])
def test_wikis_inform(generator: str, kind: str) -> None:
    assert seen(page("<p>Sildenafil</p>", meta=(("generator", generator),))).pages[0].kind == kind
