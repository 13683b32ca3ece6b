# Every target does its own set-up: a bare machine needs python3 (3.11 or newer) and make.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: all check format lint types test long browser pgbouncer demo catalogue pages docs bench bench-large mutants clean

all: check

check: format lint types test  ## everything that must hold before a commit

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "journeys needs Python 3.11 or newer, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv .venv
	PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --disable-pip-version-check --editable '.[cli,postgres,dev]'
	touch $@

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy
	$(BIN)/mypy docs/examples

# Two workers start, and so do hundreds of scripts: each from bytecode. What the tests write goes to
# memory where it can: a killed process is tried there as well, and no disk is waited for.
unexport PYTHONDONTWRITEBYTECODE
test long: export TMPDIR := $(or $(TMPDIR),$(wildcard /dev/shm),/tmp)

test: $(READY)
	$(BIN)/pytest

long: $(READY)  ## the same tests with many more kills, attacks and examples, for an hour that is free
	JOURNEYS_LONG=1 $(BIN)/pytest -o faulthandler_timeout=0

AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
APT := $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
SYSTEMS := chromium fonts-dejavu-core libpangoft2-1.0-0
FONTS := fonts-wqy-microhei fonts-noto-color-emoji

browser:  ## a Chromium to look at pages with, what makes a PDF, and fonts, from the system's packages
	command -v chromium >/dev/null || { $(AS_ROOT) apt-get update -qq && $(APT) $(SYSTEMS); }
	dpkg-query --show $(FONTS) >/dev/null 2>&1 || { $(AS_ROOT) apt-get update -qq && $(APT) $(FONTS); } || echo 'Without $(FONTS) words stand for Chinese, Japanese and emoji.'

pgbouncer:  ## a PgBouncer to try stores behind, from the system's packages
	command -v pgbouncer >/dev/null || { $(AS_ROOT) apt-get update -qq && $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends pgbouncer; }

demo: $(READY)
	$(BIN)/journeys demo

catalogue: $(READY)  ## bring the Danish catalogue up to what is said in English, and name what is new
	$(BIN)/python -m tests.words

pages: $(READY)  ## write anew what the pages in docs/ show and tell of the code; a test holds them to it
	$(BIN)/python -m tests.docs

docs: $(READY)  ## the site of docs/, in build/site; any warning stops it
	$(BIN)/mkdocs --quiet build --strict --site-dir build/site

bench: $(READY)  ## every figure beside stock eventsourcing and the raw driver, in build/bench.json
	$(BIN)/python -m tests.benchmarks

ENTRIES ?= 1000000

bench-large: $(READY)  ## the same up to a million entries; make bench-large ENTRIES=10000000
	$(BIN)/python -m tests.benchmarks --large $(ENTRIES) verify rebuild population growth

$(BIN)/mutmut: $(READY)
	PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --disable-pip-version-check --editable '.[mutants]'
	touch $@

mutants: $(BIN)/mutmut  ## which changes to proofs, keys and history no test notices: tests/MUTANTS.md says why
	rm -rf mutants && mkdir mutants
	$(BIN)/mutmut run --max-children 1 > mutants/run.log 2>&1 || { tail -n 40 mutants/run.log; exit 1; }
	$(BIN)/mutmut results

clean:
	rm -rf .venv build dist mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis
