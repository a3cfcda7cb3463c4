# `make demo` and `make test` do all the set-up on a fresh machine; the rest is for those who change the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check bench data format clean

demo: $(VENV)/.installed  ## read the bundled example and say where the dossier is
	$(BIN)/sayso read examples/harbor/articles -o out
	@echo "Open the dossiers above in a browser: out/index.html lists them."

test: $(VENV)/.dev chromium java  ## install what the tests need, run them all
	$(BIN)/python -m pytest

check: $(VENV)/.dev  ## what CI runs besides the tests
	$(BIN)/ruff check src tests bench training
	$(BIN)/ruff format --check src tests bench training
	$(BIN)/mypy

bench: $(VENV)/.dev  ## accuracy, on the data sets of docs/bench.md that are there
	$(BIN)/python bench/gate.py

data: $(VENV)/bin/python  ## which of these data sets are there, whole, and where the others are published
	$(BIN)/python bench/data.py

format: $(VENV)/.dev
	$(BIN)/ruff check --fix src tests bench training
	$(BIN)/ruff format src tests bench training

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sayso needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install --editable '.[dev]' --constraint constraints.txt
	@touch $@ $(VENV)/.installed

.PHONY: chromium
chromium:
	@if ! command -v chromium >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "installing Chromium for the browser tests"; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null \
	      || echo "Chromium could not be installed: the browser tests will say so and skip"; \
	  else echo "no Chromium here: the browser tests will say so and skip (Debian: apt-get install chromium)"; fi; fi

.PHONY: java
java:
	@if ! command -v java >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "installing Java for the tests of Spark"; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless; } >/dev/null \
	      || echo "Java could not be installed: the tests of Spark will say so and skip"; \
	  else echo "no Java here: the tests of Spark will say so and skip (Debian: apt-get install openjdk-17-jre-headless)"; fi; fi
