import math

import pytest

from checker.gather.logo_drawing import COUNTRIES, EU_FLAG, draw_flag, draw_logo, flag_cells


def test_flags_are_those_that_a_logo_can_show() -> None:
    assert len(COUNTRIES) == 31
    assert {"NO", "IS", "LI", "GB"} <= set(COUNTRIES)
    assert list(COUNTRIES) == sorted(COUNTRIES)
    assert EU_FLAG not in COUNTRIES


def test_no_two_flags_look_alike_to_the_eye() -> None:
    names, cells = flag_cells(6, 4)
    assert names == (*COUNTRIES, EU_FLAG)
    for i, one in enumerate(cells):
        for j, other in enumerate(cells[:i]):
            distance = math.dist(one, other) / math.sqrt(len(one))
            assert distance > 15, (names[i], names[j], distance)


@pytest.mark.parametrize("country", [*COUNTRIES, EU_FLAG])
def test_a_flag_has_its_size_and_more_than_one_colour(country: str) -> None:
    flag = draw_flag(country, 60, 40)
    assert flag.size == (60, 40)
    assert len(flag.getcolors(2400) or []) >= 2


def test_some_colours() -> None:
    assert draw_flag("DE", 60, 40).getpixel((30, 38)) == (255, 206, 0)
    assert draw_flag("FR", 60, 40).getpixel((2, 20)) == (0, 85, 164)
    assert draw_flag("SE", 60, 40).getpixel((22, 3)) == (254, 204, 2)


def test_unknown_flag() -> None:
    with pytest.raises(KeyError):
        draw_flag("US", 60, 40)


def test_a_logo_has_a_white_cross_on_stripes() -> None:
    logo = draw_logo("DE", 120, 100)
    assert logo.size == (120, 100)
    assert logo.getpixel((60, 27)) == (255, 255, 255)
    assert logo.getpixel((10, 10)) == (173, 178, 175)
    assert logo.getpixel((10, 40)) == (0, 104, 56)
