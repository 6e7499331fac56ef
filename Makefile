# make demo   load the sample releases into a fresh store and answer the first question
# make test   tests, ruff, mypy --strict, import contracts
# Both work from nothing but Python 3.11+, git and make, each in a virtual environment of its own.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The first Python that is new enough; `make PYTHON=... test` chooses another.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$each" && break; done)

DEMO := .venv-demo
TEST := .venv-test
BENCH := .venv-bench
TOOLS := .venv-tools
PLAIN := .venv-plain
UPGRADE := --upgrade
LOCK := requirements-dev.txt
DOCS := .venv-docs
PACKAGED := $(shell find src ontology shapes queries data -type f -not -path '*/__pycache__/*')
MINUTES ?= 10
SHARED ?= ../shared
SCORER = $(SHARED)/bin/score_extraction.py

.PHONY: help demo test prove fuzz bench docs reference score calibrate lock audit licences clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: $(DEMO)/.installed ## load the sample releases and answer a question
	@PATH="$$PWD/$(DEMO)/bin:$$PATH" bash tools/demo.sh

test: $(TEST)/.installed ## tests, ruff, mypy --strict, import contracts
	$(TEST)/bin/ruff check .
	$(TEST)/bin/ruff format --check .
	$(TEST)/bin/mypy
	$(TEST)/bin/lint-imports
	$(TEST)/bin/pytest -n 2 --dist loadfile -m "not prove"

prove: $(TEST)/.installed ## the long proofs
	$(TEST)/bin/pytest -m prove --timeout 0 -o faulthandler_timeout=0

fuzz: $(TEST)/.installed ## edit samples of every form for MINUTES (10) and read them
	$(TEST)/bin/python -m tools.fuzz --minutes $(MINUTES)

bench: $(BENCH)/.installed ## how fast releases are read, beside spaCy in the same run, and how a load grows with the store
	@failed=0; for each in reading scaling startup growth queries; do $(BENCH)/bin/python benchmarks/$$each.py || failed=1; done; exit $$failed

docs: $(DOCS)/.installed ## the documentation site, in site/; a link or anchor that leads nowhere fails it
	$(DOCS)/bin/python -m tools.site build/pages
	$(DOCS)/bin/zensical build --strict --clean

reference: $(TEST)/.installed ## build data/reference again from the tables in $(SHARED)/data
	$(TEST)/bin/python -m tools.build_reference $(SHARED)/data data/reference
	$(TEST)/bin/python -m tools.build_outlines $(SHARED)/data/geo/ne_50m_countries.json data/outlines.json

score: $(TEST)/.installed ## extract the releases that have gold records and score them
	@for set in $(SHARED) tests/extraction/development; do echo "== $$set"; \
		$(TEST)/bin/python -m tools.score $$set/releases $$set/gold --scorer $(SCORER); done
	@echo "== tests/extraction/fresh, by language and kind of mistake"
	@$(TEST)/bin/python -m tools.mistakes tests/extraction/fresh/releases tests/extraction/fresh/gold --scorer $(SCORER) \
		--write data/reading-scores.csv
	@echo "== outputs"; $(TEST)/bin/python -m tools.score_outputs
	@echo "== evidence"; $(TEST)/bin/python -m tools.evidence $(foreach set,$(SHARED) tests/extraction/development \
		tests/extraction/fresh,$(set)/releases)

calibrate: $(TEST)/.installed ## measure how often claims are right, and set confidences by it
	@$(TEST)/bin/python -m tools.calibrate --scorer $(SCORER) --write data/calibration.csv --check tests/extraction/fresh \
		$(SHARED) tests/extraction/development

lock: $(TOOLS)/.installed ## pin what `make test` installs anew; `make lock UPGRADE=` keeps what can stay
	$(TOOLS)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes $(UPGRADE) \
		--extra all --group dev --custom-compile-command "make lock" --output-file $(LOCK) pyproject.toml

audit: $(TOOLS)/.installed ## ask for known faults of what the lock holds; without an answer it fails
	$(TOOLS)/bin/pip-audit --strict --disable-pip --require-hashes --requirement $(LOCK)

licences: $(TOOLS)/.installed $(TEST)/.installed ## list the licences of what iomkg needs in docs/licences.md
	rm -rf $(PLAIN)
	$(call make_environment,$(PLAIN))
	$(PLAIN)/bin/pip install --quiet '.[all]'
	$(TOOLS)/bin/pip-licenses --python=$(PLAIN)/bin/python --from=mixed --format=json | \
		$(TEST)/bin/python -m tools.licences > docs/licences.md.new
	mv docs/licences.md.new docs/licences.md

clean: ## remove what make made
	rm -rf $(DEMO) $(TEST) $(BENCH) $(DOCS) $(TOOLS) $(PLAIN) .demo build dist site

# The demo installs the package as a user would, not editable.
$(DEMO)/.installed: pyproject.toml README.md $(PACKAGED)
	$(call make_environment,$(DEMO))
	@echo "Installing iomkg into $(DEMO) ..."
	@$(DEMO)/bin/pip install --quiet .
	@touch $@

# Exactly what the lock says, and nothing fetched besides: the build backend is in it.
$(TEST)/.installed: pyproject.toml $(LOCK)
	$(call make_environment,$(TEST))
	$(TEST)/bin/pip install --quiet --require-hashes --only-binary :all: --no-binary owlready2 --requirement $(LOCK)
	$(TEST)/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(BENCH)/.installed: pyproject.toml
	$(call make_environment,$(BENCH))
	$(BENCH)/bin/pip install --quiet --editable . --group bench
	@touch $@

$(TOOLS)/.installed: pyproject.toml
	$(call make_environment,$(TOOLS))
	$(TOOLS)/bin/pip install --quiet --group tools
	@touch $@

$(DOCS)/.installed: pyproject.toml
	$(call make_environment,$(DOCS))
	$(DOCS)/bin/pip install --quiet --editable . --group docs
	@touch $@

# The pip that comes with Python may be too old for dependency groups (25.1).
define make_environment
	@test -n "$(PYTHON)" || { echo "iomkg needs Python 3.11 or newer; found $$(python3 --version 2>&1 || true)" >&2; exit 1; }
	@test -x $(1)/bin/pip || $(PYTHON) -m venv $(1) || \
		{ rm -rf $(1); echo "Python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(1)/bin/pip install --quiet --upgrade 'pip>=25.1'
endef
