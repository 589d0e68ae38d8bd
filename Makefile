# The entrance. `make` lists the targets; CONTRIBUTING.md says more about the ones for developers.

PYTHON ?= python3
SHELL := /bin/sh
RUN := .venv/bin
TEST := .venv-test/bin
NODE := tests/browser/tools
SCRATCH := GONGKAI_VAR="$(CURDIR)/.venv-test/var"  # tools that read the settings never touch the data under var/
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help run setup python test test-deps test-setup test-python test-node check soak bench docs demo lock clean

help: ## 列出全部目标
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

run: setup ## 安装并启动：后台、公开网站和发布程序，空库时载入演示数据
	@exec $(RUN)/gongkai serve --demo heping-2017

setup: python ## 只安装（.venv，锁定版本并校验哈希）
	@$(PYTHON) tools/install.py .venv requirements/run.txt

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "没有找到 $(PYTHON)。请安装 Python 3.11 或更高版本，或者指明它：make run PYTHON=/路径/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本，而 $(PYTHON) 是 $$($(PYTHON) --version 2>&1)。请安装新版本，或者指明它：make run PYTHON=/路径/python3.12" >&2; exit 1; }

test: test-deps test-setup ## the whole suite on SQLite, beside it the marked tests on PostgreSQL
	@$(TEST)/python tools/suite.py

test-setup:
	@$(MAKE) -j2 test-python test-node

test-python: python
	@$(PYTHON) tools/install.py .venv-test requirements/test.txt

test-node:
	@if [ -f $(NODE)/package-lock.json ] && command -v npm >/dev/null 2>&1; then $(MAKE) $(NODE)/node_modules/.installed; fi

$(NODE)/node_modules/.installed: $(NODE)/package-lock.json
	@echo "npm ci: $(NODE)"
	@npm ci --prefix $(NODE) --no-audit --no-fund --loglevel=error >/dev/null && touch $@

test-deps: ## system programs of the tests, where this is root on a machine with apt
	@sh tools/system_tools.sh

check: test-setup ## ruff, mypy --strict, rooms, sizes, templates
	@$(TEST)/ruff check
	@$(TEST)/ruff format --check
	@$(SCRATCH) $(TEST)/mypy
	@$(TEST)/lint-imports --no-logo --no-cache
	@$(TEST)/python tools/sizes.py
	@$(SCRATCH) $(TEST)/python tools/templates.py

soak: test-setup ## the long counts: kills, histories, mutations, many more examples
	@$(TEST)/python -m pytest --soak -m soak -n 2

bench: test-setup ## every measurement under bench/, in one go
	@missed=""; for file in bench/*.py; do \
	    echo "== $$file"; \
	    var=$$(mktemp -d); GONGKAI_VAR=$$var $(TEST)/python $$file || missed="$$missed $$file"; rm -rf $$var; \
	done; \
	[ -z "$$missed" ] || { echo "missed or broken:$$missed"; exit 1; }

docs: test-setup ## write docs/settings.md and docs/cli.md anew
	@$(SCRATCH) $(TEST)/python tools/docs.py

demo: setup ## 载入演示数据
	@$(RUN)/gongkai migrate
	@$(RUN)/gongkai demo load heping-2017

# uv is taken from the registry into a throw-away environment: neither the product nor the tests need it.
lock: python ## resolve requirements/*.in anew into the two locked, hashed files
	@set -e; home=$$(mktemp -d); trap 'rm -rf "$$home"' EXIT; \
	$(PYTHON) -m venv $$home; $$home/bin/python -m pip install --quiet --disable-pip-version-check uv; \
	cd requirements; for name in run test; do \
	    echo "requirements/$$name.txt"; \
	    UV_CUSTOM_COMPILE_COMMAND="make lock" $$home/bin/uv pip compile --quiet --upgrade --universal \
	        --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	        $$name.in --output-file $$name.txt; \
	done

clean: ## remove the environments and caches; the data under var/ stays
	@rm -rf .venv .venv-test .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache $(NODE)/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
