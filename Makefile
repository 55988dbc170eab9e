# Everything runs in a virtual environment inside this folder; nothing is installed anywhere else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow lint format bench train clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.tracker ## build an archive of the example stories and its report, and show both
	$(BIN)/tracker demo --out demo --open

test: $(VENV)/.tracker-dev ## run the ordinary tests (under two minutes)
	$(BIN)/python -m pytest -n auto --doctest-modules tracker tests

test-slow: $(VENV)/.tracker-dev ## run the tests that take long: kills, scale, fuzzing
	TRACKER_SLOW=1 $(BIN)/python -m pytest -n auto --doctest-modules tracker tests

lint: $(VENV)/.tracker-dev ## check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.tracker-dev ## rewrite the code in the style of the house
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.tracker-dev ## print the measured figures that the README cites
	$(BIN)/python -m benchmarks.links

clean: ## remove what was built, not the archive
	rm -rf build dist demo *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The interpreter, checked once: what is missing is named, with the command that installs it.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'tracker needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo 'Python cannot make a virtual environment here; install its part for that: apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.tracker: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.tracker-dev: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.tracker
