# Reads "passed failed skipped" out of what each test runner printed or wrote.

# last_number LOG PATTERN: the number in the last line that matches, where (…) stands; 0 if none.
last_number() {
  local found
  found=$(sed 's/\x1b\[[0-9;]*m//g' "$1" | sed -nE "s/$2/\1/p" | tail -1)
  echo "${found:-0}"
}

# Our own checkers: the last line is "N passed, N failed, N skipped".
counts_of_line() {
  echo "$(last_number "$1" '^([0-9]+) passed, [0-9]+ failed.*')" \
    "$(last_number "$1" '^[0-9]+ passed, ([0-9]+) failed.*')" \
    "$(last_number "$1" '^[0-9]+ passed, [0-9]+ failed, ([0-9]+) skipped.*')"
}

# One test, however many files it read.
counts_of_tidy() {
  local findings
  findings=$(last_number "$1" '^([0-9]+) findings?$')
  if [ "$findings" = 0 ]; then echo "1 0 0"; else echo "0 $findings 0"; fi
}

# ctest: out of the JUnit file beside the log.
counts_of_ctest() {
  local all failed skipped
  all=$(last_number "${1%.log}.xml" '.*[[:space:]]tests="([0-9]+)".*')
  failed=$(last_number "${1%.log}.xml" '.*[[:space:]]failures="([0-9]+)".*')
  skipped=$(last_number "${1%.log}.xml" '.*[[:space:]]skipped="([0-9]+)".*')
  echo "$((all - failed - skipped)) $failed $skipped"
}

# node --test with the spec reporter.
counts_of_node() {
  echo "$(last_number "$1" '^. pass ([0-9]+)$')" \
    "$(($(last_number "$1" '^. fail ([0-9]+)$') + $(last_number "$1" '^. cancelled ([0-9]+)$')))" \
    "$(($(last_number "$1" '^. skipped ([0-9]+)$') + $(last_number "$1" '^. todo ([0-9]+)$')))"
}

# vitest: "Tests  1 failed | 12 passed | 2 skipped (15)".
counts_of_vitest() {
  echo "$(last_number "$1" '^ +Tests .*[^0-9]([0-9]+) passed.*')" \
    "$(last_number "$1" '^ +Tests .*[^0-9]([0-9]+) failed.*')" \
    "$(last_number "$1" '^ +Tests .*[^0-9]([0-9]+) skipped.*')"
}

# Playwright: "  3 passed (5.2s)", one line each.
counts_of_playwright() {
  local good bad left
  good=$(last_number "$1" '^ +([0-9]+) passed.*')
  bad=$(last_number "$1" '^ +([0-9]+) failed$')
  left=$(last_number "$1" '^ +([0-9]+) skipped$')
  left=$((left + $(last_number "$1" '^ +([0-9]+) did not run$')))
  echo "$good $bad $left"
}

# A step without counts of its own is one test: its exit code.
counts_of_command() { echo "0 0 0"; }
