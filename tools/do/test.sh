# Tests: every step runs even if an earlier one failed; the last line says what came of all.

passed=0
failed=0
skipped=0
failures=()
reports=$PWD/build/reports

# step NAME KIND COMMAND…: runs it, keeps what it prints in build/reports/NAME.log, and adds up
# what counts_of_KIND finds there. A non-zero exit is a failure whatever was counted, and so is a
# runner that ran nothing.
step() {
  local name=$1 kind=$2 started=$SECONDS status=0 good bad left
  shift 2
  mkdir -p "$reports"
  headline "$name"
  set +e
  (set -e; "$@") 2>&1 </dev/null | tee "$reports/$name.log"
  status=${PIPESTATUS[0]}
  set -e
  read -r good bad left <<<"$("counts_of_$kind" "$reports/$name.log")"
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
  if [ "$kind" = command ] && [ "$status" = 0 ]; then good=1; fi
  if [ $((good + bad + left)) = 0 ]; then
    echo "   $name ran no test"
    bad=1
  fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
  if [ "$bad" != 0 ]; then failures+=("$name ($bad failed; build/reports/$name.log)"); fi
  printf '   %s: %d passed, %d failed, %d skipped, %s\n' "$name" "$good" "$bad" "$left" \
    "$(say_time $((SECONDS - started)))"
}

# skip NAME WHY
skip() {
  headline "$1"
  echo "   skipped: $2"
  skipped=$((skipped + 1))
}

# The one line that everything ends in.
finish() {
  headline "All"
  local failure
  for failure in "${failures[@]}"; do echo "   failed: $failure"; done
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" = 0 ]
}

# Compiled without CMake, so that it is the first thing to fail.
run_tidy() {
  mkdir -p build/tools
  if [ -n "$(find tools/tidy -name '*.?pp' -newer build/tools/tidy 2>&1)" ]; then
    g++ -std=c++20 -O1 -Wall -Wextra -o build/tools/tidy tools/tidy/*.cpp
  fi
  build/tools/tidy .
}

cpp_files() { find server tools tests -name node_modules -prune -o -name '*.?pp' -print; }

check_format() { cpp_files | xargs clang-format-14 --dry-run --Werror; }

run_ctest() {
  ctest --test-dir "$1" --output-on-failure --no-tests=error -j "$(nproc)" \
    --output-junit "$reports/$2.xml"
}

compare_reference() {
  local file=../shared/reference/$2
  if [ -e "$file" ]; then step "$1" line "build/$1" "$file"; else skip "$1" "not here: $file"; fi
}

check_api() {
  build/spotter openapi >build/openapi.json
  diff -u web/src/api/openapi.json build/openapi.json
  web/node_modules/.bin/openapi-typescript build/openapi.json -o build/schema.d.ts >/dev/null
  diff -u web/src/api/schema.d.ts build/schema.d.ts
  echo "the committed API description is what the program prints"
}

node_tests() { node --test --test-concurrency=1 --test-reporter=spec "$@"; }

# Browser tests, where Playwright has a configuration.
run_browser() { (cd web && npx --no-install playwright test --reporter=list); }

web_tests() {
  step web-check command npm --prefix web run check
  step web-test vitest npm --prefix web test
}

# Real clients, kills and a real browser against the program just built.
program_tests() {
  compare_reference reference_check statistics.json
  compare_reference growthbook_check growthbook-cases.json
  step simulation line build/simulation --kept "$kept_seeds" --many 25
  step api command check_api
  step stories node node_tests tests/stories/stories.test.mjs
  step contract node node_tests tests/contract/*.test.mjs
  step kill node node_tests tests/kill/*.test.mjs
  step browser playwright run_browser
}

test_steps() {
  step tidy tidy run_tidy
  step format command check_format
  web_tests
  step front-end command build_web
  step compile command compile release build
  step ctest ctest run_ctest build ctest
  program_tests
  step asan-compile command compile asan build/asan
  step asan-ctest ctest run_ctest build/asan asan-ctest
}

run_test() {
  run_setup test
  test_steps
  finish
}

run_ci() {
  run_setup ci
  test_steps
  step clang-compile command compile clang build/clang
  step clang-ctest ctest run_ctest build/clang clang-ctest
  finish
}

run_e2e() {
  run_setup test
  build_web
  stage "Program" compile release build spotter
  run_browser
}

run_check() {
  run_setup test
  stage "tidy" run_tidy
  stage "format" check_format
  stage "front end" npm --prefix web run --silent check
}

run_fix() {
  run_setup test
  cpp_files | xargs clang-format-14 -i
  npm --prefix web run --silent fix
}
