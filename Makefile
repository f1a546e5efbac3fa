# Two commands for a stranger: `make run` and `make test`. Both set up what they need and say what they install.
SHELL := /bin/bash
PORT ?= 8000
PY := .venv/bin/python
STORM_SECONDS ?= 60

.PHONY: setup run demo test check bench bench-registers bench-page bench-api bench-extension extension extension-data extension-pictures extension-sheet docs pins clean

setup:            ## make .venv from the hashed pins (skipped when nothing changed)
	@bash scripts/setup.sh

run: setup        ## serve the API and the console on the embedded default
	@echo "Pharmaproof serves on http://127.0.0.1:$(PORT)/ (stop with Ctrl+C)"
	@.venv/bin/pharmaproof serve --port $(PORT)

demo: setup       ## the console over the invented internet: every verdict without a network
	@$(PY) -m tests.web --port $(PORT)

test: setup       ## lint, types and all tests, with real Redis, Chromium and Firefox
	@bash scripts/system_packages.sh redis-server chromium firefox-esr systemd
	@$(MAKE) --no-print-directory check
	@$(PY) -m pytest -q -n 2 --dist loadgroup $(PYTEST_ARGS)
	@bash scripts/node_tests.sh

check: setup      ## lint and types
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@bash scripts/js_check.sh

bench: bench-page bench-registers  ## all benchmarks that need no other program

bench-page: setup
	@$(PY) -m tests.bench.page_speed

bench-registers: setup
	@$(PY) -m tests.bench.registers

extension: setup  ## write manifests and icons, and the zips of both stores into build/
	@$(PY) scripts/build_extension.py

extension-data: setup  ## write the browser's copy of the rule pack and the vectors of both engines anew
	@$(PY) -m checker.rules export extension/rules >/dev/null
	@$(PY) -m tests.vectors.make

bench-api: setup  ## speed beside plain Flask and nginx, then 1,000 callers at once, a storm, invented requests (8 min)
	@bash scripts/system_packages.sh wrk nginx redis-server
	@$(PY) -m tests.bench.api
	@$(PY) -m tests.bench.api_stampede
	@$(PY) -m tests.bench.api_storm --seconds $(STORM_SECONDS)
	@$(PY) -m tests.bench.fuzz

bench-extension: setup  ## content scripts, list, popup, worker and layout shift in real Chromium
	@bash scripts/system_packages.sh chromium
	@$(PY) -m tests.bench.extension

FOLDER ?= build/pictures
extension-pictures: setup ## the stores' pictures into FOLDER, taken of the extension in Chromium
	@bash scripts/system_packages.sh chromium
	@$(PY) -m scripts.store_pictures $(FOLDER)

extension-sheet: setup ## popup, warning page, options and first screen in sixteen languages into FOLDER
	@bash scripts/system_packages.sh chromium
	@$(PY) -m scripts.store_pictures $(FOLDER) --sheet

docs: setup       ## write the generated pages anew
	@$(PY) -m checker.docs

pins: setup       ## renew both requirements.txt after a change of pyproject.toml
	@.venv/bin/uv pip compile pyproject.toml --all-extras --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 -o requirements.txt -q
	@echo setuptools | .venv/bin/uv pip compile pyproject.toml - --extra bulk --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --python-version 3.11 -c requirements.txt -o deploy/requirements.txt -q

clean:
	rm -rf .venv node_modules build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
