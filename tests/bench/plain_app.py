"""The measure for the API: the least that a Flask route with jsonify costs on the same server."""

from __future__ import annotations

from flask import Flask, Response, jsonify


def make_app() -> Flask:
    app = Flask(__name__)

    @app.get("/plain")
    def plain() -> Response:
        return jsonify(verdict="unlisted", score=50, host="shop-name.com", reason="Nothing is known.")

    return app
