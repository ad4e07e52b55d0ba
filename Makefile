# Everything happens in .venv, which is made here: a machine needs only Python 3.11 or newer, make and a network.
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
RUN := $(BIN)/python -m
DEMO := .venv/demo.duckdb

.PHONY: demo test check style mypy pyright words bench notebooks pictures clean

demo: $(VENV)/.installed
	@$(RUN) graphmodel --store $(DEMO) load canada
	@echo; echo "== The 2014 study's table, today =="
	@$(RUN) graphmodel --store $(DEMO) -q study
	@echo; echo "== Which records systems stand alone? =="
	@$(RUN) graphmodel --store $(DEMO) -q query run isolation/isolated-systems -p type=rms
	@echo; echo "== What can Peel Regional Police see? =="
	@$(RUN) graphmodel --store $(DEMO) -q reach peel-regional-police
	@echo; echo "== Which partner would be best for Durham's records system? =="
	@$(RUN) graphmodel --store $(DEMO) -q whatif connect drps-rms --limit 10

# Three processes: one has the Neo4j server, for which it mostly waits, one has Chromium, and each takes the next file
# (tests/conftest.py).
test: $(VENV)/.developing
	$(RUN) pytest -n 3 --dist loadgroup --no-loadscope-reorder

# Two readers of types take their time: make -j2 check lets both work at once.
check: style mypy pyright

style: $(VENV)/.developing
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) tests.npm eslint graphmodel/maps/js tests/js

mypy pyright: $(VENV)/.developing
	$(RUN) $@

# The texts of the code go into the catalogues of translations; what is new there waits for its French.
words: $(VENV)/.developing
	$(RUN) graphmodel.extracting

# The theme's notice of a next MkDocs says nothing about this site.
docs: $(VENV)/.developing
	NO_MKDOCS_2_WARNING=1 $(RUN) mkdocs build --strict --quiet
	@echo "site/index.html"

bench: $(VENV)/.developing
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/explorer.py --quick

# The notebooks, run and kept with what they answer.
notebooks: $(VENV)/.developing
	$(RUN) notebooks.make

pictures: $(VENV)/.developing
	$(RUN) docs.pictures.make

clean:
	rm -rf $(VENV) dist build site

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "graphmodel needs Python 3.11 or newer: name one, make PYTHON=/path/to/python3 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) pip install --quiet --upgrade pip
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml $(wildcard graphmodel/words/locale/*/LC_MESSAGES/*.po)
	$(RUN) pip install --quiet --editable .
	@touch $@

$(VENV)/.developing: $(VENV)/.installed pyproject.toml
	$(RUN) pip install --quiet --group dev
	@touch $@
