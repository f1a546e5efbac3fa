"""Sites that sell no medicine, and servers that cannot be looked at."""

from __future__ import annotations

from tests.web import hostile
from tests.web.servers import Reply, Site, Web
from tests.web.sites.honest import html

INNOCENT = ("health-notes.test", "evening-paper.test", "school-by-the-lake.test")
UNREACHABLE = {
    "closed.test": "connection-failed",
    "nowhere.test": "name-not-found",
    "hangs.test": "timeout",
    "drips.test": "timeout",
    "loops.test": "too-many-redirects",
    "inside.test": "blocked-address",
    "wrong-name.test": "tls-failed",
    "leaflet.test": "not-html",
    "broken.test": "http-status",
}
"""Host -> the code that the report must give."""


def add_to(web: Web) -> None:
    web.add(
        "health-notes.test",
        html(
            "en",
            "Tramadol: what patients should know",
            "<article><h1>Tramadol</h1><p>Tramadol is a prescription medicine for pain. Ask your doctor or pharmacist before you take "
            "it. Side effects include nausea and dizziness. Do not buy tramadol online without a prescription.</p>"
            "<h2>Dosage</h2><p>Adults: 50 mg to 100 mg every four to six hours.</p></article>",
        ),
    )
    web.add(
        "evening-paper.test",
        html(
            "en",
            "Police close sites that sold “no prescription” pills",
            '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
            '"headline":"Police close sites"}</script><article><h1>Police close sites that sold pills</h1><p>The sites promised '
            "“buy Tramadol online, no prescription needed, worldwide shipping and free reship”, investigators said. Officers "
            "seized counterfeit Viagra worth $2,000,000.</p><p>Experts warn against illegal online pharmacies.</p></article>",
        ),
    )
    web.add(
        "school-by-the-lake.test",
        html(
            "en",
            "School by the Lake",
            "<h1>School by the Lake</h1><p>Term starts on Monday.</p><div style='display:none'><a href='https://quickmeds-express.test/'>"
            "buy viagra online no prescription</a> <a href='https://quickmeds-express.test/c'>cheap cialis</a></div>",
        ),
    )
    web.add_service("closed.test", 443, lambda exchange: exchange.reset())
    web.add("hangs.test", hostile.hang)
    web.add("drips.test", hostile.drip_body)
    web.add("loops.test", hostile.redirect_loop)
    web.point("inside.test", "10.0.0.7")
    web.add("wrong-name.test", Site({"/": "<p>x</p>"}, certificate_for="other.test"))
    web.add("leaflet.test", Reply(b"%PDF-1.7\n", "application/pdf"))
    web.add("broken.test", Reply("<h1>Error</h1>", status=500))
    web.add("flood.test", hostile.endless_body)
