# Each target only sets up Python and calls the command; README.md gives the same steps without make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: book test study refits bench clean lock
.DELETE_ON_ERROR:

## The book of the four made-up authorities, in build/html.
book: $(VENV)/.ready
	$(BIN)/second-look book

## Every test, in Chromium too.
test: $(VENV)/.ready-test
	$(BIN)/python tests/browser/provide.py
	$(BIN)/ruff check src tests benchmarks proofs
	$(BIN)/ruff format --check src tests benchmarks proofs
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadgroup

FOUR := data/synthetic/north-west data/synthetic/south-west data/synthetic/west-midlands data/synthetic/south-east

## The whole protocol for the four made-up authorities, without the book and without refits.
study: $(VENV)/.ready
	$(BIN)/second-look synthesise
	$(BIN)/second-look run --no-refits $(FOUR)

## The same, and the chosen models learnt again on resampled families.
refits: study
	$(BIN)/second-look run $(FOUR)

## What the evaluation promises of its own numbers, measured by simulation: all proofs, or PROOF=coverage.
prove: $(VENV)/.ready
	$(BIN)/python -m proofs $(PROOF)

## How long things take, beside what one would otherwise run.
bench: $(VENV)/.ready-bench
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf build $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

## Resolve and lock all requirements again (needs uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet requirements.in -o requirements.txt
	for extra in test bench dask; do uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet requirements-$$extra.in -o requirements-$$extra.txt || exit 1; done

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { echo "Second Look needs Python 3.11, 3.12 or 3.13; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.txt pyproject.toml $(VENV)/bin/python
	@echo "Installing what the book needs (about a minute and a half, once)..."
	$(PIP) -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-test: requirements-test.txt $(VENV)/.ready
	@echo "Installing what the tests need..."
	$(PIP) -r requirements-test.txt
	@touch $@

$(VENV)/.ready-bench: requirements-bench.txt $(VENV)/.ready
	$(PIP) -r requirements-bench.txt
	@touch $@
