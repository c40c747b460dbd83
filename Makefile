# make read   sets up all it needs and opens the reader on seeds/
# make test   sets up all it needs and passes the tests
.DEFAULT_GOAL := help
.PHONY: help read test test-fast explore check format bench docs clean

SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c '$(SUITABLE)' 2>/dev/null && { echo $$name; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LIBRARY ?= .

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "reader needs Python 3.11 to 3.14; none was found. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/reader.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/develop.stamp: .venv/reader.stamp
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Bytecode is written here even where the environment tells Python not to: the first key press should not wait for it.
.venv/compiled.stamp: .venv/reader.stamp $(shell find src -name '*.py')
	@$(BIN)/python -m compileall -q src
	@touch $@

read: .venv/compiled.stamp ## set up, then open the reader on seeds/
	@$(BIN)/reader $(LIBRARY)

test: .venv/develop.stamp .venv/compiled.stamp ## set up, then run all tests
	$(BIN)/python -m pytest -n auto --dist loadgroup

test-fast: .venv/develop.stamp ## the tests without the slow ones
	$(BIN)/python -m pytest -n auto --dist loadgroup -m 'not slow'

explore: .venv/develop.stamp ## look for inputs that break a law, each time among others
	$(BIN)/python -m pytest -n auto --dist loadgroup -m hypothesis --hypothesis-profile exploring

check: .venv/develop.stamp ## format, lint, types, import contracts, generated docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

format: .venv/develop.stamp ## mend format and what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/develop.stamp ## measure, beside peers in the same run
	$(BIN)/python -m benchmarks

docs: .venv/develop.stamp ## write the generated docs and the pictures anew
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/browser_picture.py

clean: ## remove what was built
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
