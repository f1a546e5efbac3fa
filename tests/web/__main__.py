"""``make demo``: the console over the invented internet, for trying every verdict without a network.

python -m tests.web [--port 8000]
"""

from __future__ import annotations

import argparse

from werkzeug.serving import make_server

from api import Config, create_app
from api.backends import open_backend
from api.keys import Keys
from tests.web.sites import honest, internet, others, rogue


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    with internet() as net:
        config = Config(settings=net.settings(page_deadline_s=5.0), redis_url=None)
        app = create_app(config)
        key, _ = Keys(open_backend(config)).add("demo")
        print(f"Console over the invented internet: http://127.0.0.1:{options.port}/ (stop with Ctrl+C). Try:")
        for title, hosts in (
            ("registered", honest.SHOPS),
            ("the same logo on another host", ["lindenhof-apotheke-versand.test"]),
            ("rogue", rogue.SHOPS),
            ("selling nothing", others.INNOCENT),
            ("not to be looked at", others.UNREACHABLE),
        ):
            print(f"  {title}: {', '.join(hosts)}")
        print(f"  many shops at once need a key: {key}")
        server = make_server("127.0.0.1", options.port, app, threaded=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()


if __name__ == "__main__":
    main()
