"""Names made of medicine and sales words."""

from __future__ import annotations

import pytest

from checker.signals.telling_host_name import SIGNAL
from tests.builders import findings


@pytest.mark.parametrize(
    "host",
    [
        "buy-tramadol-online.test",
        "cheapviagrapills.test",
        "no-prescription-amoxicillin.test",
        "cialisxqforce.test",
        "buymedsonline24h.test",
        "kamagra-order.test",
        "ocuflox-no-prescription-mt.test",
    ],
)
def test_fires(host: str) -> None:
    (found,) = findings(SIGNAL, at=f"https://{host}/")
    assert found.quote == host
    assert str(found.said)


@pytest.mark.parametrize(
    "host",
    [
        "specialist-clinic.test",
        "pillow-talk.test",
        "caterpillar-shop.test",
        "lindenapotheke.test",
        "online-apteka.test",
        "pharmacie-du-port.test",
        "sportsrx.test",
        "rosemontspecialtypharmacy.test",
        "tramadol.test",
        "ambiente-shop.test",
    ],
)
def test_silent(host: str) -> None:
    assert findings(SIGNAL, at=f"https://{host}/") == ()
