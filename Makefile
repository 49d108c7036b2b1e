# Two commands are enough: `make lab` to learn, `make test` to check everything.

PYTHON ?= python3
VENV ?= .venv
SET ?= ps1
BIN := $(VENV)/bin
INPUTS := pyproject.toml constraints.txt
NODE_MODULES := node_modules/.package-lock.json
NPM := $(shell command -v npm)
CHECKS := check-site browser check-coursework unit check-notebooks lint
NO_NPM := @echo "NO NPM: neither site nor JavaScript was checked. Install Node.js with npm and run again." >&2; test -z "$(CI)"
# Where make can do so, what two targets print at a time is kept apart.
ONE_AFTER_THE_OTHER := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

# The environment's own commands come first: nbval and nbgrader start others by name.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help lab test lint site check-site check-lite check-speed check-binder unit check-hard-use notebooks check-notebooks coursework check-coursework compare-submissions browser bench coverage mutation versions constraints clean

help: ## Show what there is to call
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# JupyterLab then keeps the explorers' state when a notebook is saved.
lab: export JUPYTER_CONFIG_PATH := $(CURDIR)/tools/jupyter
lab: $(VENV)/.student ## Set everything up and open JupyterLab on the start page
	$(BIN)/python tools/trust_notebooks.py
	jupyter lab --ServerApp.ip=localhost --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb $(LAB_OPTIONS)

test: ## Set everything up and run every check
	$(MAKE) --jobs=3 $(ONE_AFTER_THE_OTHER) $(ALSO) $(CHECKS)
	$(MAKE) check-speed

lint: $(VENV)/.test $(if $(NPM),$(NODE_MODULES)) ## Check style, docstrings, spelling and the types of the JavaScript
	ruff check .
	ruff format --check .
	$(if $(NPM),node_modules/.bin/biome check --error-on-warnings,$(NO_NPM))
	$(if $(NPM),node_modules/.bin/tsc)
	git ls-files -z | xargs -0 codespell

unit: $(VENV)/.test ## Run unit tests and doctests
	pytest -m "not browser and not course and not site"

check-notebooks: $(VENV)/.test ## Run every notebook and compare with its stored outputs
	pytest -c tests/nbval.ini --rootdir=. --nbval --nbval-current-env --nbval-cell-timeout=60 --nbval-sanitize-with tests/nbval_replaced.cfg notebooks

browser: $(VENV)/.test $(if $(NPM),$(NODE_MODULES)) ## Move every slider in a real browser
	pytest -m "browser and not hard_use" tests/browser

check-hard-use: $(VENV)/.test ## Press 500 random keys and run a cell fifty times in a real browser
	pytest -m hard_use tests/browser

check-coursework: $(VENV)/.test ## Grade right, wrong and hostile submissions of the coursework
	pytest -m course tests/coursework

coursework: $(VENV)/.test ## Build the coursework's student copies and the zips to hand out
	python tools/build_coursework.py

compare-submissions: $(VENV)/.test ## List answers of a class that are alike, as places to look (SET=ps1)
	python coursework/course.py compare $(SET)

site: $(VENV)/.test $(NODE_MODULES) ## Build the site and JupyterLite into _site/
	python tools/site/build_site.py

# Builds within its recipe: `make test` would start other checks between the two.
check-site: $(VENV)/.test $(if $(NPM),$(NODE_MODULES)) ## Build the site and move its sliders in a real browser
	$(if $(NPM),$(MAKE) site)
	$(if $(NPM),pytest -m "site and not alone and not lite" tests/site tests/packaging,$(NO_NPM))

check-lite: $(VENV)/.test $(if $(NPM),site) ## Build the site and go through all notebooks in JupyterLite
	$(if $(NPM),pytest -m lite tests/site,$(NO_NPM))

check-speed: $(VENV)/.test ## Time the site's sliders; it must be built, and nothing else may run
	$(if $(NPM),pytest -m alone tests/site)

check-binder: $(VENV)/.test ## Solve what Binder installs afresh, and run the notebooks with it
	python tools/try_binder.py

notebooks: $(VENV)/.test ## Run every notebook in place and store its outputs in their plain form
	python tools/refresh_notebooks.py

bench: $(VENV)/.bench site ## Measure speed against what one would use otherwise
	for name in slider_latency every_explorer classroom notebook_times first_slider site mathematics imports grading; do python benchmarks/$$name.py || exit 1; done

coverage: $(VENV)/.trust site ## Measure which lines and branches the tests reach, JavaScript's too
	python benchmarks/covered.py

mutation: $(VENV)/.trust $(NODE_MODULES) ## Change the code in a thousand small ways and see whether a test notices
	python benchmarks/mutants.py
	python benchmarks/mutants_in_js.py

versions: ## Run unit tests and notebooks at the oldest and newest versions, on four Pythons
	$(PYTHON) tools/try_versions.py $(VERSIONS)

constraints: ## Solve the environment afresh and write constraints.txt
	PYTHON="$(PYTHON)" tools/solve_constraints

clean: ## Remove the environment and everything built
	rm -rf $(VENV) _site build coursework/release coursework/source/*/creatures.py *.egg-info .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) tools/check_python.py
	$(PYTHON) -m venv $(VENV)

$(VENV)/.student: $(VENV)/bin/python $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[lab]'
	@touch $@

$(VENV)/.test: $(VENV)/bin/python $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[lab,test,course,site]'
	@touch $@ $(VENV)/.student

$(NODE_MODULES): package-lock.json
	npm ci --loglevel=error
	@touch $@

$(VENV)/.trust: $(VENV)/bin/python $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[trust,course]'
	@touch $@ $(VENV)/.student

$(VENV)/.bench: $(VENV)/bin/python $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench,course]'
	@touch $@ $(VENV)/.student
