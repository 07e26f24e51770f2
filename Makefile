# make run | test | check | bench | lock.  PORT=, DATA= and EMPTY=1 are honoured by run.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
DATA ?= data

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 10

.venv/uv: # uv itself comes from pip, once
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv
	@touch $@

.venv/run: .venv/uv requirements/run.lock
	@echo "Wellserved: installing what it runs on ..."
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --require-hashes -r requirements/run.lock
	@echo "$(CURDIR)/src" > $$($(BIN)/python -c 'import site; print(site.getsitepackages()[0])')/wellserved.pth
	@printf '#!/bin/sh\nexec "%s/.venv/bin/python" -m wellserved "$$@"\n' "$(CURDIR)" > $(BIN)/wellserved
	@chmod +x $(BIN)/wellserved
	@touch $@

.venv/export: .venv/run requirements/export.lock
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --require-hashes -r requirements/export.lock
	@touch $@

.venv/dev: .venv/run requirements/dev.lock
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --require-hashes -r requirements/dev.lock
	@touch $@

run: .venv/run ## everything, on http://127.0.0.1:8000
	@exec $(BIN)/wellserved run --port $(PORT) --data "$(DATA)" $(if $(EMPTY),--empty)

check: .venv/dev ## format, lint, types, imports, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	WELLSERVED_DATA=build/check $(BIN)/python -m wellserved manage makemigrations --check --dry-run

test: .venv/dev ## everything, on SQLite and PostgreSQL, with a real browser and real servers
	@tests/run

bench: .venv/dev ## the figures the claims rest on
	$(BIN)/python -m benchmarks

docs: .venv/dev ## the documents that are made of the source
	@WELLSERVED_DATA=build/check $(BIN)/wellserved docs

format: .venv/dev ## put everything in house style
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: .venv/uv ## compile the lock files; they hold no addresses
	for name in run export dev; do $(BIN)/uv pip compile -q --universal --no-header --generate-hashes --python-version 3.11 $(UPGRADE) requirements/$$name.in -o requirements/$$name.lock; done

.PHONY: help run check test bench docs format lock
