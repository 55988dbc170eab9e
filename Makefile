# Everything runs in a virtual environment inside this folder; nothing is installed anywhere else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow lint format readme bench train clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.tracker ## build an archive of the example stories and its report, and show both
	$(BIN)/tracker demo --out demo --open

test: $(VENV)/.tracker-dev ## run the ordinary tests (some two minutes)
	$(BIN)/python -m pytest -n auto --dist worksteal --doctest-modules tracker tests

test-slow: $(VENV)/.tracker-dev ## run the tests that take long: kills, scale, fuzzing
	TRACKER_SLOW=1 $(BIN)/python -m pytest -n auto --dist worksteal --doctest-modules tracker tests

lint: $(VENV)/.tracker-dev ## check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.tracker-dev ## rewrite the code in the style of the house
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

readme: $(VENV)/.tracker-dev ## run the examples in README.md again and write down what they print
	$(BIN)/python -m tests.readme

bench: $(VENV)/.tracker-dev ## print the measured figures that the README cites
	$(BIN)/python -m benchmarks.links
	$(BIN)/python -m benchmarks.links benchmarks/gold
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.archive
	$(BIN)/python -m benchmarks.snapshot

train: $(VENV)/.tracker-dev ## fit the linker to the example stories and the gold cases
	$(BIN)/python -m benchmarks.train benchmarks/gold

clean: ## remove what was built, not the archive
	rm -rf build dist demo *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The interpreter, checked once. Debian's python3 comes without the part that puts pip into a virtual environment
# (python3-venv); then pip is fetched as its authors publish it, and checked.
PIP := pip-25.3-py3-none-any.whl
PIP_URL := https://files.pythonhosted.org/packages/44/3c/d717024885424591d5376220b5e836c2d5293ce2011523c9de23ff7bf068/$(PIP)
PIP_SHA256 := 9655943313a94722b7774661c21049070f6bbb0a1516bf02f7c8d5d9201514cd
FETCH_PIP := import hashlib, pathlib, urllib.request; wheel = urllib.request.urlopen("$(PIP_URL)").read(); \
  assert hashlib.sha256(wheel).hexdigest() == "$(PIP_SHA256)", "another file came"; \
  pathlib.Path("$(VENV)/$(PIP)").write_bytes(wheel)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'tracker needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …' >&2; exit 1; }
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); else \
	  $(PYTHON) -m venv --without-pip $(VENV) && $@ -c '$(FETCH_PIP)' && \
	  $@ $(VENV)/$(PIP)/pip install --quiet --no-index $(VENV)/$(PIP); fi || \
	  { rm -rf $(VENV); echo 'No virtual environment could be made; try: apt-get install python3-venv' >&2; exit 1; }

$(VENV)/.tracker: setup.cfg pyproject.toml | $(VENV)/bin/python
	@echo 'Installing tracker and the libraries it needs into $(VENV) …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.tracker-dev: setup.cfg pyproject.toml | $(VENV)/bin/python
	@echo 'Installing tracker, and the libraries and tools that its tests need, into $(VENV) …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.tracker
