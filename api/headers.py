"""The headers that every answer carries: what browsers may do with it, and who may read it."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No inline script or style, nothing from elsewhere: a finding's quote can never run."""
COMMON: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),  # the address asked about may stand in the page's own address
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
)
PAGES: Final = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
OPEN: Final = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "ETag, Age, Location, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset",
    ),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
"""The extension asks from any page's origin; no credentials are ever read from a browser's store."""
PREFLIGHT: Final = (
    ("Access-Control-Allow-Methods", "GET, POST, DELETE"),
    ("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID"),
    ("Access-Control-Max-Age", "86400"),
)


def install(app: Flask) -> None:
    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        headers.extend(COMMON)
        if request.path.startswith(("/v1/", "/openapi.json", "/healthz", "/readyz")):
            headers.extend(OPEN)
            if request.method == "OPTIONS":
                headers.extend(PREFLIGHT)
        else:
            headers.extend(PAGES)
        return response
