# The two targets of a newcomer are `make demo` and `make test`. Both need only Python 3.11 to 3.13 and a registry.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out/demo

.PHONY: demo test gates golden samples bench demo-model clean

demo: .venv/base
	$(BIN)/rhetoric analyze transcripts --out $(OUT)
	@if $(BIN)/rhetoric models check small >/dev/null 2>&1; \
	then $(BIN)/rhetoric analyze transcripts/*.ogg --out $(OUT)-heard; \
	else echo "No Whisper weights here, so the samples were joined with their transcripts, not recognised."; fi
	@echo
	@echo "Open $(OUT)/*/transcript.html in a browser; charts are in $(OUT)/*/charts/."

test: .venv/dev
	$(BIN)/pytest -n auto

gates: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

golden: .venv/dev ## rewrite the golden files under transcripts/; look at the difference before committing it
	$(BIN)/python -m scripts.make_golden

samples: .venv/dev ## speak the sample speeches again; needs espeak-ng
	$(BIN)/python -m scripts.make_samples

demo-model: .venv/dev ## train the demonstration model, two hours and more; needs espeak-ng
	$(BIN)/python -m scripts.train_demo_whisper

bench: .venv/dev
	$(BIN)/python -m scripts.bench

clean:
	rm -rf .venv out build dist

# Stamp files, so that an install happens once and again only when pyproject.toml changes.
.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip

.venv/base: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/dev: .venv/base pyproject.toml
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@
