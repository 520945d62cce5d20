# Alles wat je nodig hebt: git, make en Python 3.11 of nieuwer.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out
unexport PYTHONDONTWRITEBYTECODE # bytecode halves the start of every command

.PHONY: setup shell demo wheel test test-traag wire mutatie coverage report lint docs site lock bench

setup: .venv/klaar

.venv/klaar: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 of nieuwer is nodig; gevonden: " + sys.version.split()[0] + ". Kies een andere met: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	@echo "Installeren; dit duurt een paar minuten."
	($(BIN)/python -m pip install --quiet --disable-pip-version-check uv && \
	  $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock) || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

shell: setup
	@echo "De opdracht migratietoets staat hier op het pad; exit brengt u terug."
	@PATH="$(CURDIR)/$(BIN):$$PATH" VIRTUAL_ENV="$(CURDIR)/.venv" "$${SHELL:-/bin/sh}"

demo: setup
	$(BIN)/migratietoets demo

test: setup
	@test ! -e migratietoets.toml || { echo "migratietoets.toml in deze map geldt ook voor de toetsen van de kit; zet het bestand zolang weg."; exit 2; }
	@echo "make test duurt ongeveer 13 minuten op twee kernen."
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -n 2

test-traag: setup
	$(BIN)/python -m pytest -m traag
	$(BIN)/python -m pytest -n 2 --hypothesis-profile traag tests/generators tests/hostile tests/conformance/trace

wire: setup
	$(BIN)/python -m tests.proof.wire.pages

levens: setup
	MIGRATIETOETS_LEVENS=10000 $(BIN)/python -m pytest tests/proof/lives

coverage: setup
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered --ignore tests/proof/test_mutants.py # measuring makes campaigns six times slower and covers nothing new there

report: setup
	$(BIN)/python -m migratietoets.reports.allure.html $(OUT)

wheel: setup
	$(BIN)/python -m hatchling build -t wheel -d dist

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: setup
	$(BIN)/python -m tests.proof.kill_matrix
	$(BIN)/python -m tests.proof.judged
	$(BIN)/python -m tests.proof.neighbours
	$(BIN)/python -m migratietoets.istandaard.records.schema
	$(BIN)/python -m migratietoets.conformance.documentation.sets
	$(BIN)/python -m migratietoets.conformance.documentation.pages
	$(BIN)/python -m tests.proof.example_pictures
	$(BIN)/python -m tests.proof.typescript_example

site: setup
	$(BIN)/sphinx-build -W --keep-going -q -E -b html -c docs/site -d dist/gelezen . dist/site
	@echo "Open dist/site/index.html."

bench: setup
	$(BIN)/python benchmarks/messages.py
	$(BIN)/python benchmarks/validate.py
	$(BIN)/python benchmarks/assess.py
	$(BIN)/python benchmarks/memory.py 10000 100000
	$(BIN)/python benchmarks/generate.py
	$(BIN)/python benchmarks/adapters.py
	$(BIN)/python benchmarks/suite.py
	$(BIN)/python benchmarks/gate.py
	$(BIN)/python benchmarks/recorded.py

lock: setup
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-annotate --group dev --upgrade pyproject.toml -o requirements.lock

mutatie: setup
	@echo "make mutatie duurt ongeveer een half uur op twee kernen, en gaat verder waar het gestopt was."
	$(BIN)/python -m tests.proof.mutation
