from checker.countries import ISO_CODES
from checker.country_names import COUNTRY_NAMES, country_name


def test_every_country_has_its_own_name() -> None:
    assert set(COUNTRY_NAMES) == ISO_CODES | {"EU"}
    assert len(set(COUNTRY_NAMES.values())) == len(COUNTRY_NAMES)
    assert all(name == name.strip() and len(name) > 2 for name in COUNTRY_NAMES.values())


def test_names_stand_inside_a_sentence() -> None:
    assert country_name("US") == "the United States"
    assert country_name("GB") == "Great Britain"
    assert country_name("QQ") == "QQ"
