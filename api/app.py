"""The application, wired: one service, the headers, the problems, the limits, the views."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from api import headers, limits, problems
from api.catalogue import catalogue
from api.checks import checks
from api.config import Config
from api.console import console
from api.consumer_reports import consumer_reports
from api.disputes import disputes
from api.docs import docs
from api.fast import Fast
from api.feed import feed_files
from api.health import health
from api.jobs.views import bulk_jobs
from api.labels import labels
from api.metrics import metrics
from api.screening import screening
from api.service import EXTENSION, Check, make_service

STATIC_MAX_AGE_S = 300


def make_app(config: Config | None, check: Check | None) -> Flask:
    """See :func:`api.create_app`."""
    config = config or Config()
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=config.max_body_bytes,
        SEND_FILE_MAX_AGE_DEFAULT=STATIC_MAX_AGE_S,
        PROPAGATE_EXCEPTIONS=False,
        FEED_FOLDER=str(config.feed_dir),
    )
    app.url_map.merge_slashes = False  # a doubled slash is another address, not a redirect
    it = app.extensions[EXTENSION] = make_service(config, check)
    app.wsgi_app = Fast(app.wsgi_app, it.known)  # type: ignore[method-assign, assignment]
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.trusted_proxies)  # type: ignore[method-assign]
    limits.install(app, config, it.keys)
    headers.install(app)
    problems.install(app)
    for blueprint in (
        checks,
        bulk_jobs,
        labels,
        screening,
        disputes,
        consumer_reports,
        catalogue,
        health,
        metrics,
        feed_files,
        docs,
        console,
    ):
        app.register_blueprint(blueprint)
    return app
