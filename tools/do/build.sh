# Compiling: the front end first, because the program carries it inside.

programs=(spotter reference_check growthbook_check growthbook_eval_check)

# As many compilers at once as there are cores, but each may take 1.5 GB.
compile_jobs() {
  local cores by_memory
  cores=$(nproc)
  by_memory=$(awk '/^MemAvailable/ {print int($2 / 1500000)}' /proc/meminfo)
  if [ "$by_memory" -lt 1 ]; then by_memory=1; fi
  echo $((cores < by_memory ? cores : by_memory))
}

# ON once GoogleTest is there, so that building the program alone does not ask for it.
with_tests() {
  if [ -e /usr/include/gtest/gtest.h ] || ! command -v dpkg-query >/dev/null; then
    echo ON
  else
    echo OFF
  fi
}

# configure PRESET FOLDER: only if there is no configuration yet, or another one.
configure() {
  local tests
  tests=$(with_tests)
  if [ "$2/build.ninja" -nt CMakePresets.json ] &&
    grep -q "^SPOTTER_TESTS:BOOL=$tests\$" "$2/CMakeCache.txt"; then
    return
  fi
  cmake --preset "$1" -DSPOTTER_TESTS="$tests" --log-level=WARNING
}

# compile PRESET FOLDER [TARGET…]: everything, if no target is named.
compile() {
  local preset=$1 folder=$2
  shift 2
  configure "$preset" "$folder"
  NINJA_STATUS="[%f/%t, %e s] " ninja -C "$folder" -j "$(compile_jobs)" "$@"
}

# True if something of the front end changed since web/dist was made.
web_is_stale() {
  # The help panel carries the glossary.
  [ ! -e web/dist/index.html ] || [ GLOSSARY.md -nt web/dist/index.html ] ||
    [ -n "$(find web -name node_modules -prune -o -path web/dist \
      -prune -o -path web/e2e -prune -o -path web/test-results -prune -o -type f \
      -newer web/dist/index.html -print -quit)" ]
}

build_web() {
  if web_is_stale; then
    stage "Front end" npm --prefix web run --silent build
  fi
}

run_build() {
  run_setup build
  build_web
  stage "Program" compile release build "${programs[@]}"
}

# Simulations, too slow for a test.
run_evidence() {
  run_setup build
  if [ "${1:-}" != judge ]; then
    stage "Program" compile release build evidence
    build/evidence "$@"
    return
  fi
  shift
  stage "Program" compile release build judge_evidence
  if [ $# -gt 0 ]; then
    build/judge_evidence "$@"
  else
    build/judge_evidence aa
    build/judge_evidence loss
  fi
}

# A loop of edits: the program on its default port, the front end from Vite in front of it.
run_dev() {
  run_build
  start_server build/dev 127.0.0.1:8080 ""
  echo "   Open the address that Vite prints; the first start asks for $(key_of admin)."
  npm --prefix web run dev
}

# The API's description comes out of the program; the front end's types out of that.
write_api() {
  build/spotter openapi >build/openapi.json
  cp build/openapi.json web/src/api/openapi.json
  npm --prefix web run --silent api
}

run_api() {
  run_build
  stage "API description" write_api
}
