#!/usr/bin/env bash
# The one script: everything that is done with this repository starts here.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
for file in tools/do/*.sh; do
  # shellcheck source=/dev/null
  source "$file"
done

show_help() {
  cat <<'TEXT'
./do VERB

  setup         install what Debian 12 lacks to build and run (setup test: also for the tests)
  build         compile build/spotter, build/reference_check and build/growthbook_check
  demo          build, then show a harmful and a harmless launch under simulated traffic
                (--keep: go on with the data of the last demo)
  dev           build, then serve with a front end that reloads as its files change
  test          everything .ci/run runs, ending in one line of counts
  ci            test, then once more with clang 14
  sim           the whole server in one thread under a seed: sim SEED, sim --many N [--from SEED],
                sim SEED --events N, sim SEED --plant lost-sync|double-count|missed-rollback
  evidence      simulate what the statistics promise, beside the figures of their document
                (--runs N, --seed N, --only ROW; a minute for 300 runs)
                evidence judge: launches through the judge itself (aa: without effect; loss:
                whether receipts hold the loss; --launches N, --seed N; minutes)
  check         style only: tidy, formatting, front-end lint
  fix           put the formatting right
  api           write web/src/api/{openapi.json,schema.d.ts} anew from the program
  e2e           browser tests only
  bench         figures as ratios: ingest, OFREP, measuring state (--profile: where the time
                goes; --json FILE; more: tests/bench/README.md)
  help          this text
TEXT
}

verb=${1:-help}
if [ $# -gt 0 ]; then shift; fi
case $verb in
  setup) run_setup "${1:-build}" ;;
  build) run_build ;;
  demo) run_demo "$@" ;;
  dev) run_dev ;;
  test) run_test ;;
  ci) run_ci ;;
  sim) run_sim "$@" ;;
  evidence) run_evidence "$@" ;;
  check) run_check ;;
  fix) run_fix ;;
  api) run_api ;;
  e2e) run_e2e ;;
  bench) run_bench "$@" ;;
  help | -h | --help) show_help ;;
  *)
    echo "./do does not know '$verb'; ./do help lists what it does" >&2
    exit 2
    ;;
esac
