# Everything here works on a machine with Python 3.11-3.13 and make; a second run starts in seconds.
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
ifeq ($(PYTHON),)
$(error Python 3.11, 3.12 or 3.13 is needed)
endif
RUN := .venv/bin/python


.PHONY: migration help run dev seed test test-fast e2e nightly lint types bench migrate docs pins install install-dev
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install:
	@$(PYTHON) -m setup install

install-dev:
	@$(PYTHON) -m setup install --development

run: install ## everything from nothing: packages, database, demo city, built pages, server (PORT=3000)
	@$(RUN) -m setup run $(if $(PORT),--port $(PORT))

dev: install ## serve the sources, rebuilt when they change
	@$(RUN) -m setup dev $(if $(PORT),--port $(PORT))

seed: install ## demo data in the database if it is empty
	@$(RUN) -m setup seed

migrate: install ## bring the database to the newest schema
	@$(RUN) -m setup migrate

migration: install-dev
	@$(RUN) -m setup migration "$(MESSAGE)"

test: install-dev ## everything: lint, types, guards, units, services on both databases, attacks, end to end
	@$(RUN) -m setup test

test-fast: install-dev ## units and services on SQLite, without a browser or another server
	@$(RUN) -m setup test --fast

e2e: install-dev ## the built pages in a browser, and attacks by raw socket
	@$(RUN) -m setup test --built

nightly: install-dev ## permission checks removed one at a time: do the tests notice? (SAMPLE=20)
	@$(RUN) -m tests.nightly.permissions $(if $(SAMPLE),--sample $(SAMPLE))

lint: install-dev ## ruff, bandit and the import contracts
	@$(RUN) -m setup lint

types: install-dev ## basedpyright
	@$(RUN) -m setup types

bench: install-dev ## measure; prints a table (SIZE=small|school|city)
	@$(RUN) -m benchmarks

docs: install-dev ## check the links and the examples of the documents
	@$(RUN) -m pytest -q tests/guards/test_documents.py

pins: install-dev ## write the pinned requirements anew from the *.in files
	$(RUN) -m uv pip compile -q requirements.in -o requirements.txt --python-version 3.11 --universal
	$(RUN) -m uv pip compile -q requirements-dev.in -c requirements.txt -o requirements-dev.txt --python-version 3.11 --universal
