# Two targets do all set-up by themselves: `make demo` and `make test`.
.PHONY: demo test build judge qualify guides mutate mutate-all verify-samples samples same-samples check sanitize bombs refuse \
    fuzz browser bench object-lock api format clean static empty-root dist dist-check

demo: build                ## make, sign, seal and verify a bundle; show the report
	@sh docs/demo/run.sh .build/release demo

test: build                ## every test, the checks of the tree, the sample bundles
	@sh .ci/dependencies peers
	sh Tests/Checks/all.sh
	swift test --disable-xctest
	@$(MAKE) --no-print-directory same-samples qualify guides refuse mutate
	@$(MAKE) --no-print-directory fuzz SECONDS=2

build:
	@sh .ci/dependencies build
	swift build -c release

verify-samples: build judge   ## judge the sample bundles the way a release pipeline would

judge:
	@sh sample-bundles/judge.sh .build/release/trailseal-verify sample-bundles

# The kit that a laboratory files: installation, and operation with every sample bundle judged.
kit = .build/qualification
qualify:
	@rm -rf $(kit)
	@mkdir -p $(kit)
	@sh qualification/iq.sh .build/release/trailseal-verify \
	    "$$(sha256sum < .build/release/trailseal-verify | cut -c1-64)" $(kit)/iq || { cat $(kit)/iq/iq.txt; false; }
	@sh qualification/oq.sh .build/release/trailseal-verify sample-bundles $(kit)/oq \
	    || { cat $(kit)/oq/oq.txt; grep WRONG $(kit)/oq/samples.txt; false; }

guides:                    # every command of the guides, as a new user would type it
	python3 Tests/Guides/run.py .build/release docs/guides/inspection-bundle.md \
	    docs/guides/reading-a-report.md docs/guides/integrating.md

# One bit of every byte changed and every cut made, in parallel: none may pass, none may crash.
# `make test` does that to every EACH-th byte of the smallest bundle, and to every SOME-th byte of one with
# time-stamps and one with withheld records; `make mutate-all` does it to every byte of the three.
EACH = 3
SOME = 31
mutated = .build/release/trailseal-forge mutate sample-bundles/$(1)/bundle.tar \
    --trust sample-bundles/$(1)/trust --at 2026-11-02T15:00:00Z --truncations --stride $(2)

mutate:
	$(call mutated,good-minimal,$(EACH))
	$(call mutated,good-time-stamped,$(SOME))
	$(call mutated,good-withheld,$(SOME))

mutate-all: build          ## every byte of three bundles changed, every cut made (half an hour)
	@$(MAKE) --no-print-directory mutate EACH=1 SOME=1

object-lock:               ## the notary with Object Lock against a real store: Ceph's gateway, 270 MB of Debian
	@sh .ci/dependencies store
	swift test --disable-xctest --filter ObjectLockServerTests

samples: build             ## make the sample bundles, the rule pages and the self-test's corpus again
	.build/release/trailseal-forge samples sample-bundles
	.build/release/trailseal-forge rule-pages docs/rules
	.build/release/trailseal-forge corpus sample-bundles Sources/Commands/SelfTest/CorpusText.swift
	.build/release/trailseal-forge renderings sample-bundles Tests/Snapshots/renderings.tsv
	sh Tests/Checks/traceability.sh --write

same-samples:              # the generator still makes the committed bytes; about half a minute
	.build/release/trailseal-forge samples sample-bundles --check
	.build/release/trailseal-forge seeds Tests/Fuzz/seeds --check

api: build                 ## pages of every module from the doc comments, into .build/api
	python3 docs/api/make.py .build/release .build/api

check:                     ## format, imports, linked libraries, documentation, links, guarantees
	sh Tests/Checks/all.sh

sanitize:                  ## the tests under the address and the thread sanitizer (half an hour)
	@sh .ci/dependencies peers
	sh Tests/Sanitizers/run.sh address
	sh Tests/Sanitizers/run.sh thread

# Made-up input for every reader, guided by coverage. `make fuzz SECONDS=600` is for a night.
SECONDS = 60
fuzz:                      ## feed every reader with made-up input, SECONDS for each
	sh Tests/Fuzz/run.sh $(SECONDS)

bombs: build refuse        ## files made to exhaust the verifier, and what refusing them costs

refuse:
	python3 Tests/Hostile/bombs.py .build/release/trailseal-verify sample-bundles/good-minimal

# Every page of the samples at three widths, light and dark, and on paper; pictures go to .build/pages.
browser: build             ## open the report on every sample bundle in a real browser
	@sh .ci/dependencies peers
	rm -rf .build/pages
	.build/release/trailseal-forge renderings sample-bundles .build/renderings.tsv --pages .build/pages
	python3 Tests/Browser/browse.py --axe "$$(sh Tests/Browser/axe.sh)" --pictures .build/pages/pictures \
	    .build/pages/*.html

# Beside what a user would pick instead; BENCH is a new folder with room for 8 GB.
BENCH = /tmp/trailseal-bench
bench: build               ## measure the programs against their peers, and hold the ratios
	@sh .ci/dependencies peers
	rm -rf $(BENCH)
	PATH=$(CURDIR)/.build/peers/bin:$$PATH .build/release/trailseal-bench --programs .build/release \
	    --thresholds Tests/Measurements/thresholds.json $(BENCH)
	rm -rf $(BENCH)

# The verifier as one file that needs nothing of the machine it runs on; docs/delivery.md.
static:                    ## link the verifier statically, into .build/static
	@sh .ci/dependencies build
	sh delivery/static.sh . .build/static .build/static/trailseal-verify

empty-root: static         ## run it where nothing is but itself and a bundle
	sh Tests/Delivery/empty-root.sh .build/static/trailseal-verify sample-bundles

dist:                      ## everything that is delivered, from the last commit, into dist
	@sh .ci/dependencies dist
	sh delivery/dist.sh HEAD dist .build/dist

dist-check: dist           ## judge what is delivered: empty root, packages, bill of materials, bytes of a second build
	@sh .ci/dependencies dist-check
	sh Tests/Delivery/all.sh dist

format:
	swift format -i -r Sources Tests Package.swift

clean:
	rm -rf .build demo dist
