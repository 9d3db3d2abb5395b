# `make` builds the environment from the lock and runs the demo; `make test` runs all that CI runs.
# Needed beforehand: Python 3.11 or newer with venv, and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
ENV := .venv
BENCH_ENV := .venv-bench
BIN := $(ENV)/bin
SOURCES := $(wildcard src tests bench docs)

# One thread: sums come in one order, so the same inputs give the same bytes.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Checks of our own, then pages made from code: each of these modules fails when its page is stale,
# and writes it with --write (`make write`). A new generator is one more word here.
CHECKS := leadline.words.check
GENERATORS := leadline.words.glossary docs.generate.reference

.PHONY: demo check write quick test bench full locks clean
.DELETE_ON_ERROR:

demo: $(ENV)/run.stamp
	$(BIN)/leadline demo --out out --workspace workspace

check: $(ENV)/test.stamp
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	set -e; for module in $(CHECKS) $(GENERATORS); do $(BIN)/python -m $$module; done

write: $(ENV)/test.stamp
	set -e; for module in $(GENERATORS); do $(BIN)/python -m $$module --write; done

quick: $(ENV)/test.stamp
	$(BIN)/python -m pytest $(wildcard tests/unit tests/spec tests/property)

test: check
	$(BIN)/python -m pytest --cov

bench: $(BENCH_ENV)/bench.stamp
	set -e; for script in $(sort $(wildcard bench/*.py)); do echo "== $$script"; $(BENCH_ENV)/bin/python $$script; done

full: test bench
	$(BIN)/python -m pytest -m full --hypothesis-profile=full

# Dependency updates are their own commits: `make locks UPGRADE=--upgrade`, with uv installed.
locks:
	$(COMPILE) --group build -o requirements.lock
	$(COMPILE) --group build --group test -c requirements.lock -o requirements-test.lock
	$(COMPILE) --group build --group bench -c requirements.lock -o requirements-bench.lock

COMPILE = uv pip compile pyproject.toml $(UPGRADE) --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

clean:
	rm -rf $(ENV) $(BENCH_ENV) out workspace

# Stamps: a lock that has not changed is not installed again.
%/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Leadline needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $*

$(ENV)/run.stamp: requirements.lock pyproject.toml | $(ENV)/bin/python
	$(call install,$(ENV),$<)

$(ENV)/test.stamp: requirements-test.lock $(ENV)/run.stamp
	$(call install,$(ENV),$<)

$(BENCH_ENV)/bench.stamp: requirements-bench.lock pyproject.toml | $(BENCH_ENV)/bin/python
	$(call install,$(BENCH_ENV),$<)

define install
$(1)/bin/python -m pip install --quiet --require-hashes --no-deps -r $(2)
$(1)/bin/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
$(1)/bin/python -m pip check
touch $@
endef
