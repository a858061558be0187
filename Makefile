# Two commands: `make run` serves the program, `make test` checks everything. Both set up what they need.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8080
HTTPS ?=
MINUTES ?= 60
BIN := .venv/bin
STAMPS := .stamps
WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -name '*.test.*' 2>/dev/null)
BROWSERS := chromium chromium-browser google-chrome

.PHONY: setup run test search check unit web-test browser-test chromium firefox postgresql coturn types bench bench-parts soak chaos accuracy docs golden pictures clean help

help:
	@echo "make run          serve on http://localhost:$(PORT)  (make run HTTPS=1: for phones on the network)"
	@echo "make test         set up and check everything"
	@echo "make setup        set up only"
	@echo "make search       the property tests on many more examples (ONLY=expression)"
	@echo "make check        lint, types, import rules"
	@echo "make docs         write docs/exercises.md from the descriptions, and the Python client"
	@echo "make pictures     write docs/screens: every page in every language"
	@echo "make golden       write the golden tapes anew, on purpose (ONLY=exercise)"
	@echo "make bench        this service side by side with others (PARTS=\"cost full\")"
	@echo "make bench-parts  what single parts cost"
	@echo "make soak         does anything grow? (MINUTES=60)"
	@echo "make chaos        what bad networks do to a call (root)"
	@echo "make accuracy     how right the judgement is (DATA=folder OUT=file)"

setup: $(STAMPS)/python $(STAMPS)/web $(STAMPS)/model

$(STAMPS)/python: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the Python packages…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/npm: web/package-lock.json
	@command -v node >/dev/null || { echo "Node 20 or newer is needed for the web pages."; exit 1; }
	@echo "Installing the web packages…"
	@cd web && npm ci --silent --no-audit --no-fund
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/web: $(STAMPS)/npm $(WEB_SOURCES)
	@echo "Building the web pages…"
	@cd web && npm run --silent build >/dev/null
	@touch $@

$(STAMPS)/model: $(STAMPS)/python
	@$(BIN)/coach model fetch
	@touch $@

run: setup
	@COACH_PORT=$(PORT) $(if $(HTTPS),COACH_HTTPS=true) $(BIN)/coach serve

check: $(STAMPS)/python $(STAMPS)/npm
	$(BIN)/ruff format --check coach tests benchmarks
	$(BIN)/ruff check coach tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd web && npm run --silent check

web-test: $(STAMPS)/npm
	cd web && npm run --silent test

unit: setup postgresql
	$(BIN)/pytest -q -m "not browser"

browser-test: setup chromium firefox coturn
	$(BIN)/pytest -q -m browser

# Other examples of the property tests than those of `make test`, and many more of them.
search: setup
	HYPOTHESIS_PROFILE=search $(BIN)/pytest -q -m "not browser" -k "$(ONLY)"

# Calls in real time, a few at once, as the service holds them; browsers in a call have the machine to themselves.
CALLS := tests/pose/test_worker.py tests/test_agreed_live.py tests/test_api.py tests/test_guided_live.py \
  tests/test_home_live.py tests/test_live.py tests/test_recording_live.py tests/test_soak.py tests/test_supervisor.py \
  $(addprefix tests/rtc/test_,bad_network.py board.py chromium.py peers.py relay.py simulated.py)
PAGES := $(addprefix tests/browser/test_,access.py by_keyboard.py chart.py first_run.py needs.py reaching_people.py review.py single_sign_on.py)

test: setup chromium firefox postgresql coturn check web-test
	$(BIN)/pytest -q -n 2 --dist worksteal --ignore=tests/browser $(CALLS:%=--ignore=%)
	$(BIN)/pytest -q -n 2 --dist loadfile $(CALLS)
	$(BIN)/pytest -q -n 2 --dist loadfile $(PAGES)
	$(BIN)/pytest -q tests/browser $(PAGES:%=--ignore=%)

# The tests start PostgreSQL themselves where it is installed, and say so where it is not.
postgresql:
	@if command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing PostgreSQL for the tests…"; apt-get update -qq && apt-get install -y -qq postgresql >/dev/null || true; \
	else echo "PostgreSQL is not installed: its tests are skipped."; fi

# The second browser of the tests; where it is missing they say so.
firefox:
	@if command -v firefox-esr firefox >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Firefox for the tests…"; apt-get update -qq && apt-get install -y -qq --no-install-recommends firefox-esr >/dev/null || true; \
	else echo "Firefox is not installed: its tests are skipped."; fi

# A TURN server for the tests, which start it themselves; where it is missing they say so.
coturn:
	@if command -v turnserver >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing coturn for the tests…"; apt-get update -qq && apt-get install -y -qq --no-install-recommends coturn >/dev/null || true; \
	else echo "coturn is not installed: its tests are skipped."; fi

# An installed Chromium, else Debian's when root, else Playwright's own.
chromium: $(STAMPS)/python
	@if command -v $(BROWSERS) >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium…"; apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	else echo "Installing Chromium…"; $(BIN)/playwright install chromium; fi

types: $(STAMPS)/python $(STAMPS)/npm
	$(BIN)/python -m coach.rtc.schema > web/schema/messages.json
	$(BIN)/python -m coach.api.review_schema > web/schema/review.json
	cd web && npm run --silent types

accuracy: setup
	$(BIN)/python -m benchmarks.accuracy $(if $(DATA),--data $(DATA)) $(if $(OUT),--out $(OUT))

docs: setup
	$(BIN)/python docs/library.py
	$(BIN)/python -m docs.client

golden: setup
	$(BIN)/python -m tests.golden $(ONLY)

pictures: setup chromium
	$(BIN)/python docs/pictures.py

# This service beside what people would use instead; PARTS="cost full": only those (benchmarks/side_by_side).
bench: setup
	$(BIN)/python -m benchmarks.side_by_side $(PARTS)

# What single parts of it cost, each in its own table.
bench-parts: setup chromium
	$(BIN)/python benchmarks/pose.py
	$(BIN)/python benchmarks/analysis.py
	$(BIN)/python benchmarks/forwarding.py
	$(BIN)/python benchmarks/session.py
	$(BIN)/python benchmarks/counts.py
	$(BIN)/python -m benchmarks.recording
	$(BIN)/python -m benchmarks.review
	$(BIN)/python -m benchmarks.startup

soak: setup
	$(BIN)/python -m benchmarks.soak --minutes $(MINUTES)

chaos: setup chromium
	$(BIN)/python -m benchmarks.network
	$(BIN)/python -m benchmarks.lossy_counts
	$(BIN)/python -m benchmarks.kills

clean:
	rm -rf .venv $(STAMPS) web/node_modules coach/web_dist build data
