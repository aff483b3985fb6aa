# Everything that a contributor runs. `make` alone lists it.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
ORACLE := .venv-oracle

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types layers words oracle faults mutate picture bench lock clean

help: ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(READY) ## make the virtual environment and install everything that is pinned

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Second Proof needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	@echo "Installing what is pinned. This takes a minute or two, once."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

run: $(READY) ## open the app on the built-in offline model
	$(BIN)/reviewer

test: $(READY) ## run the test suite (offline)
	$(BIN)/python -m pytest -n auto

check: lint types layers test ## everything that must pass before a merge

lint: $(READY) ## style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## static types
	$(BIN)/mypy

layers: $(READY) ## imports go down only
	$(BIN)/lint-imports

words: $(READY) ## work out anew which words the cues need (after editing knowledge/reading)
	$(BIN)/python tools/write_word_index.py

oracle: $(ORACLE)/.ready ## hold the arithmetic of queues against simulation and sums to 60 digits (minutes)
	$(ORACLE)/bin/python -m pytest -s $(wildcard tests/assessment/capacity/oracle_*.py)

$(ORACLE)/.ready: requirements-oracle.lock
	$(PYTHON) -m venv $(ORACLE)
	$(ORACLE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-oracle.lock
	touch $@

picture: $(READY) ## hold a real interview and keep a picture of it for the README
	$(BIN)/python tools/take_screenshot.py

faults: $(READY) ## every fault of a service at every place where one is asked (minutes)
	$(BIN)/python -m tests.faults

mutate: $(READY) ## break the program in many ways, in copies, and see whether the evals notice (minutes)
	$(BIN)/reviewer eval mutate

bench: $(READY) ## measure start-up, turns, storage and reviews
	$(BIN)/python -m benchmarks

lock: ## pin the newest versions that fit (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --upgrade -o requirements.lock
	uv pip compile pyproject.toml --group oracle --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --upgrade --constraint requirements.lock -o requirements-oracle.lock

clean: ## remove what was built
	rm -rf .venv $(ORACLE) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
