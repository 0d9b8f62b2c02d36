# Border Atlas. Each target sets up what it needs first; all of them work on a machine that has only Python 3.11 or newer.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# A stamp in the environment is as new as the requirements that were last installed into it.
FOR_APP := $(VENV)/.for-app
FOR_TESTS := $(VENV)/.for-tests

DERIVE := build/derive-venv
NPM := build/npm

.PHONY: help run test test-services bench browser geodata geodata-tools screenshot clean

help: ## Say what there is
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name words; do printf 'make %-14s %s\n' "$$name" "$$words"; done

run: $(FOR_APP) ## Serve the app on http://localhost:8501
	$(VENV)/bin/streamlit run app.py

test: $(FOR_TESTS) browser ## Run the tests, those in a real browser included
	BORDER_ATLAS_ALL_TESTS=1 $(PY) -m pytest

test-services: $(FOR_TESTS) geodata-tools ## Run the tests that need downloads or take long
	BORDER_ATLAS_ALL_TESTS=1 $(PY) -m pytest -m services

bench: $(FOR_TESTS) browser ## Measure the slider, the first map and Python's share
	$(PY) -m tests.bench.bench_slider

geodata: geodata-tools ## Derive the files of geodata/geometry anew
	$(DERIVE)/bin/python -m geodata.derive

screenshot: $(FOR_TESTS) browser ## Make the README's picture
	$(PY) -m tests.browser.screenshot

clean: ## Remove the environments and what was built
	rm -rf $(VENV) build .pytest_cache .hypothesis

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Border Atlas needs Python 3.11 or newer: name one with make PYTHON=…' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo 'Python could not make an environment. On Debian and Ubuntu: apt-get install python3-venv' >&2; rm -rf $(VENV); exit 1; }

$(FOR_APP): requirements.txt | $(PY)
	$(PIP) install -r requirements.txt
	touch $@

$(FOR_TESTS): requirements.txt tests/requirements.txt | $(PY)
	$(PIP) install -r tests/requirements.txt
	touch $@ $(FOR_APP)

browser: $(FOR_TESTS)
	@bash tests/browser/install_browser.sh $(PY)
