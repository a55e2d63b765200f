# Every target sets up what it needs; `make demo` on a fresh machine needs Python 3.11 or later.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_READY := node_modules/.ready
EXERCISE ?= 06-backpropagation
# Tests run on several processors, a file on each. All must agree on the tests that there are, and
# some of these stand in sets.
PYTEST := PYTHONHASHSEED=0 $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint site pdf zip notebooks grade sample system system-test pins clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) $(NODE_READY) system  ## set up, build the site, grade the sample class, and say what to open
	$(BIN)/python -m tools.site
	$(BIN)/python -m autograder.sample_class $(EXERCISE)
	$(BIN)/autograder grade $(EXERCISE) || test $$? -eq 1  # two of the samples are broken on purpose
	$(BIN)/autograder report $(EXERCISE)
	@echo
	@echo "Open the course:          _build/html/index.html"
	@echo "Open the class's report:  autograder/reports/$(EXERCISE).html"

test: $(READY) $(NODE_READY) system-test lint  ## everything that is checked on every change
	$(BIN)/python -m tools.notebooks check
	$(BIN)/python -m tools.site
	$(PYTEST) -m "not long"
	$(PYTEST) --nbval --nbval-current-env --nbval-sanitize-with tests/nbval.cfg book/notebooks solutions

test-all: test  ## what proves more and takes longer
	$(BIN)/python -m pytest -m long

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

site: $(READY) $(NODE_READY)  ## build the website into _build/html
	$(BIN)/python -m tools.site

pdf: site  ## print the whole book into _build/html, as a PDF
	$(PYTHON) tools/system.py chromium
	$(BIN)/python -m tools.pdf

zip: site  ## pack the site for reading offline into _build/html
	$(BIN)/python -m tools.offline_copy

notebooks: $(READY)  ## build every notebook from its text; run those whose code changed
	$(BIN)/python -m tools.notebooks build

grade: $(READY) system  ## grade everything under autograder/submitted (EXERCISE=06-backpropagation)
	$(BIN)/autograder grade $(EXERCISE)

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --requirement requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(NODE_READY): package.json package-lock.json .npmrc
	$(PYTHON) tools/system.py node npm
	npm ci
	touch $@

system:
	$(PYTHON) tools/system.py bwrap

system-test:
	$(PYTHON) tools/system.py bwrap chromium

pins: $(READY)  ## choose the newest versions that pyproject.toml admits, into requirements.txt
	$(BIN)/pip-compile --quiet --all-extras --allow-unsafe --upgrade --strip-extras --no-annotate \
	    --no-header --no-emit-find-links --no-emit-index-url --no-emit-trusted-host \
	    --output-file requirements.txt pyproject.toml
	sed -i 's/+cpu$$//' requirements.txt

clean:  ## remove what was built, not what was handed in
	rm -rf _build build .pytest_cache .ruff_cache
