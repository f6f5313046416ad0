# What people run: `make demo` to try Redress, `make test` to check all of it.

# Dependencies compile once, outside the clone, and serve every clone on the machine.
export CARGO_TARGET_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/redress/target
export CARGO_TERM_COLOR ?= auto

APT = DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: demo test assets lint unit doc scenarios browser worlds bench tools help

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

demo: assets ## build Redress, fill a demonstration database and serve it
	@echo "Building Redress. The first time takes several minutes; later ones, seconds."
	cargo build --profile demo -p redress
	"$(CARGO_TARGET_DIR)/demo/redress" demo $(DEMO)

assets: web/dist/app.css ## build the styles and scripts of the pages

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@echo "Installing the design systems and the browser tests' libraries."
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/app.css: web/node_modules/.package-lock.json web/build.mjs $(shell find web/src -type f)
	cd web && npm run --silent build

tools: ## install what the tests need
	@command -v chromium >/dev/null || { echo "Installing Chromium."; $(SUDO) apt-get update -q && $(SUDO) $(APT) chromium; }
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { echo "Installing PostgreSQL."; $(SUDO) apt-get update -q && $(SUDO) $(APT) postgresql; }
	@cargo nextest --version >/dev/null 2>&1 || cargo install --locked cargo-nextest
	@cargo deny --version >/dev/null 2>&1 || cargo install --locked cargo-deny

lint: assets tools ## formatting, lints, licences and advisories
	cargo fmt --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo fetch --locked -q
	cargo deny --offline check licenses bans sources
	@bash .ci/advisories

unit: assets tools ## the tests of every crate
	cargo nextest run --workspace

doc: assets ## the examples in the documentation
	cargo test --doc --workspace -q

# Built with the tests: by itself it would take other features of what it depends on, and compile that once more.
BUILT = "$(CARGO_TARGET_DIR)/debug/redress"

scenarios: assets ## check every procedure and run its scenarios
	cargo test -q --workspace --no-run
	$(BUILT) procedure check
	$(BUILT) procedure test

browser: assets tools ## the pages in a browser, as five people
	cargo test -q --workspace --no-run
	cd web && npm run --silent test

worlds: assets tools ## compare what ten thousand pairs of worlds answer, alike but for what one of them hides
	WORLDS=10000 cargo nextest run --workspace -E 'package(server) & binary(worlds)' --no-capture

bench: assets ## measure; figures go into docs/performance.md
	cargo bench --workspace

test: ## everything, with one closing line
	@bash .ci/all
