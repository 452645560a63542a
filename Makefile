# Two commands need nothing but Python 3.11 or later: `make demo` and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/sh

CANDIDATES := $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python
FOUND := $(shell for p in $(CANDIDATES); do "$$p" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1 && { echo "$$p"; break; }; done)
BIN := .venv/bin
INSTALLED := .venv/installed
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard portal/locale/*/LC_MESSAGES/django.po))
TESTS ?=
WORKERS ?= 2

.PHONY: help demo demo-reset test check messages

help:
	@echo "make demo        the demonstration city, in your browser (the second time starts in seconds)"
	@echo "make demo-reset  the same, from scratch"
	@echo "make test        the whole suite, on PostgreSQL"
	@echo "make check       style, architecture, migrations, templates, translations"
	@echo "make messages    gather the sentences to translate (needs gettext)"

demo: $(INSTALLED) $(CATALOGUES)
	@DEMO=true $(BIN)/python manage.py demo

demo-reset: $(INSTALLED) $(CATALOGUES)
	@DEMO=true $(BIN)/python manage.py demo --reset

test: $(INSTALLED) $(CATALOGUES)
	$(BIN)/pytest -n $(WORKERS) --cov --cov-report=term:skip-covered $(TESTS)

check: $(INSTALLED) $(CATALOGUES)
	@$(BIN)/python -m tests.architecture.check

messages: $(INSTALLED)
	$(BIN)/python manage.py makemessages --locale fr --no-wrap --no-obsolete --add-location file --ignore .venv --ignore var

# The Python of the project, with what requirements.lock says and nothing else. A linked .venv is somebody else's care.
$(INSTALLED): requirements.lock
	@if [ -L .venv ]; then exit 0; fi; \
	if [ -z "$(FOUND)" ]; then \
		echo "No Python 3.11 or later here. Install one, or name it: make demo PYTHON=/path/to/python3.11"; exit 1; \
	fi; \
	if [ ! -x $(BIN)/python ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		echo "Making .venv with $$($(FOUND) --version)"; \
		"$(FOUND)" -m venv --clear .venv || \
		{ echo "This Python cannot make a .venv. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }; \
	fi; \
	echo "Installing the dependencies of requirements.lock into .venv, about a minute"; \
	$(BIN)/python -m pip install --disable-pip-version-check --no-input --progress-bar off --require-hashes \
		-r requirements.lock || { echo "The installation stopped. Run the same command again: it goes on."; exit 1; }; \
	touch $(INSTALLED)

# The compiled catalogues are not in the repository: Babel makes them from the .po files.
%.mo: %.po | $(INSTALLED)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
