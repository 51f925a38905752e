# Simulations of what the program promises, too slow for a test.

# run_evidence judge [aa|loss …]: launches through the judge itself; nothing more: both.
run_evidence() {
  if [ "${1:-}" != judge ]; then fail "./do evidence judge plays launches through the judge"; fi
  shift
  run_setup build
  stage "Simulator" compile release build judge_evidence
  if [ $# -gt 0 ]; then
    build/judge_evidence "$@"
  else
    build/judge_evidence aa
    build/judge_evidence loss
  fi
}
