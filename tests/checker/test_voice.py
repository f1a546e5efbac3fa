"""What a page denies or quotes it does not say itself."""

from __future__ import annotations

import pytest

from tests.builders import seen


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
