# Everything is set up from the lock files into .venv; nothing but Python and make is
# assumed. PYTHON names the interpreter: make test PYTHON=python3.13
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run test check lint types layers docs fresh real kills load bench lock clean

help: ## print the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

.venv/run: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: .venv/run ## an invented election, end to end: website, fetch, parse, check
	@$(BIN)/tekseru demo demo; test $$? -le 1

test: .venv/dev ## the tests
	$(BIN)/pytest -rs
	NUMBA_DISABLE_JIT=1 $(BIN)/pytest -q tests/fastcheck

check: lint types layers fresh test ## all that must be green before a commit

lint: .venv/dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

layers: .venv/dev
	$(BIN)/lint-imports

docs: .venv/dev ## write CHECKS.md from the declarations
	$(BIN)/python -m reconcile.report.catalogue > CHECKS.md

fresh: .venv/dev
	@$(BIN)/python -m reconcile.report.catalogue | diff - CHECKS.md || { echo "CHECKS.md: run make docs"; exit 1; }

real: .venv/dev ## real commissions' pages and tables, as a user would check them
	$(BIN)/python -m tests.end_to_end.real

kills: .venv/dev ## fifty times kill -9 inside a night, then the same command
	$(BIN)/python -m tests.end_to_end.kills 50

.venv/peers: .venv/dev requirements-peers.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.txt
	@touch $@

load: .venv/dev ## twenty clerks at once, 5,000 copies, while a night's run writes
	$(BIN)/python -m tests.bench.desk

bench: .venv/peers ## how long things take, each beside another tool or a plain twin
	$(BIN)/tekseru bench --out tests/bench/figures.json; test $$? -le 1
	$(BIN)/python -m tests.bench.pdf_pages
	$(BIN)/python -m tests.bench.scans 30 2
	$(BIN)/python -m tests.bench.sheet_tables
	$(BIN)/python -m tests.bench.localise
	$(BIN)/python -m tests.bench.materiality
	$(BIN)/python -m tests.bench.report
	$(BIN)/python -m tests.bench.risk
	$(BIN)/python -m tests.bench.screening
	$(BIN)/python -m tests.bench.million

lock: ## write the lock files again (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group build -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra distributed --extra postgres --extra scan --group build --group dev -c requirements.txt -o requirements-dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra peers -c requirements-dev.txt -o requirements-peers.txt

clean: ## remove what make made
	rm -rf .venv demo real build dist
