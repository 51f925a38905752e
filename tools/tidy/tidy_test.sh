#!/usr/bin/env bash
# Tidy itself: a small clean checkout gives no finding; each breach put into it gives that one.
set -euo pipefail
tidy=$(readlink -f "${1:?usage: tidy_test.sh PROGRAM}")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cd "$root"
passed=0
failed=0

write() {
  mkdir -p "$(dirname "$1")"
  printf '%b' "$2" >"$1"
}

clean_checkout() {
  rm -rf "${root:?}"/*
  write ARCHITECTURE.md 'Folders: base http stats app live judge parts journal charts ui.\n'
  write GLOSSARY.md '| word | for marketing | for IT | never |\n|-|-|-|-|\n'
  echo '| launch | a change | a flag | campaign run |' >>GLOSSARY.md
  write server/base/launch.hpp '#pragma once\nint launch(int a, int b, int c, int d);\n'
  write server/parts/live/judge/judge.cpp '#include "base/launch.hpp"\n'
  write web/src/ui/button.tsx 'import { Button } from "@mantine/core";\n'
  write docs/decisions/0001-first.md 'TODO(0001) is fine.\n'
}

verdict() {
  if [ "$1" = "$2" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'failed: %s\n  expected: %s\n  found:    %s\n' "$3" "$1" "$2"
  fi
}

# breach PATH CONTENT FINDING: the checkout with that file has that finding and no other.
breach() {
  local found
  clean_checkout
  write "$1" "$2"
  found=$("$tidy" . || true)
  verdict "$3"$'\n''1 findings' "$found" "$1"
}

# fine PATH CONTENT: the checkout with that file has no finding.
fine() {
  clean_checkout
  write "$1" "$2"
  verdict tidy "$("$tidy" . | tail -1 | sed 's/.* //')" "$1 is fine"
}

lines() { for _ in $(seq "$1"); do printf '%s' "$2"; done; }
wide=$(lines 101 x)

fine server/base/empty.cpp '\n'

# walls
breach server/base/a.cpp '#include "http/b.hpp"\n' 'server/base/a.cpp:1: base may not use http'
breach server/parts/live/a.cpp '#include "parts/people/b.hpp"\n' \
  'server/parts/live/a.cpp:1: a part knows no other part'
breach server/parts/live/a.cpp '\n#include <boost/asio/io_context.hpp>\n' \
  'server/parts/live/a.cpp:2: parts may not use boost/asio/io_context.hpp'
breach server/stats/a.cpp '#include <boost/json.hpp>\n' \
  'server/stats/a.cpp:1: stats may not use boost/json.hpp'
fine server/stats/a_test.cpp '#include <boost/json.hpp>\n'
fine server/http/a.cpp '#include <boost/asio.hpp>\n#include "base/launch.hpp"\n'
breach server/base/a.cpp '#include "launch.hpp"\n' \
  'server/base/a.cpp:1: include it by its path from server/: launch.hpp'
breach server/journal/a.cpp '#include "app/a.hpp"\n' \
  'server/journal/a.cpp:1: journal may not use app'
breach web/src/parts/live/a.tsx 'import { x } from "../people/x";\n' \
  'web/src/parts/live/a.tsx:1: a part knows no other part'
breach web/src/ui/a.tsx 'import x from "../charts/x";\n' 'web/src/ui/a.tsx:1: ui may not use charts'
breach web/src/parts/live/a.tsx 'import { Box } from "@mantine/core";\n' \
  'web/src/parts/live/a.tsx:1: parts may not use @mantine/core'
fine web/src/parts/live/a.tsx 'import x from "../../charts/x";\nimport y from "./y";\n'

# shape
breach server/base/a.cpp "// $wide\n" 'server/base/a.cpp:1: line of 104 characters; 100 at most'
breach README.md "$wide\n" 'README.md:1: line of 101 characters; 100 at most'
fine README.md "| $wide |\n"'```\n'"$wide\n"'```\n'
fine server/base/a.cpp "// $(lines 97 ü)\n"
breach server/base/a.cpp 'int a; \n' 'server/base/a.cpp:1: white space at the end of the line'
breach server/base/a.cpp '\tint a;\n' 'server/base/a.cpp:1: tab'
breach server/base/a.cpp 'int a;' 'server/base/a.cpp:1: no line break at the end'
breach server/base/a.cpp "$(lines 401 '\n')" 'server/base/a.cpp: file of 401 lines; 400 at most'
fine server/base/a_test.cpp "$(lines 401 '\n')"
breach server/base/a.hpp 'int a;\n' 'server/base/a.hpp:1: header without #pragma once'
fine server/base/a.cpp "void a() {\n$(lines 68 '  b();\n')}\n"
breach server/base/a.cpp "\nvoid a() {\n$(lines 69 '  b();\n')}\n" \
  'server/base/a.cpp:2: function of 71 lines; 70 at most'
breach server/base/a.cpp "struct A {\n  A() : b{1} {\n$(lines 69 '    c("{");\n')  }\n};\n" \
  'server/base/a.cpp:2: function of 71 lines; 70 at most'
fine server/base/a.cpp 'DESCRIBE(a, b, c, d, e, f)\nvoid a(int a) {}\n'
fine server/base/a.cpp "namespace a {\n$(lines 99 'int f(int a) { return a; }\n')}\n"
breach web/src/ui/a.tsx "export function A() {\n$(lines 69 '  b();\n')}\n" \
  'web/src/ui/a.tsx:1: function of 71 lines; 70 at most'
breach do "a() {\n$(lines 69 '  b\n')}\n" 'do:1: function of 71 lines; 70 at most'
breach server/base/a.cpp 'void a(int a, int b, std::map<int, int> c, int d, int e) {}\n' \
  'server/base/a.cpp:1: 5 parameters; 4 at most'
fine server/base/a.cpp 'void a(std::map<int, int> a, F<B, C> b, int c = f(1, 2), int d = 0) {}\n'
breach server/app/a.cpp 'void a() {\n  co_await b([x](int) { return x; });\n}\n' \
  'server/app/a.cpp:2: name the lambda before co_await: g++ 12 destroys it twice'
fine server/app/a.cpp 'void a() {\n  co_await b[1](c);\n  co_await d([] {});\n}\n'

# words and names
breach server/base/text_util.cpp '\n' \
  'server/base/text_util.cpp: a name that says nothing: util'
breach web/src/ui/DialogManager.tsx '\n' \
  'web/src/ui/DialogManager.tsx: a name that says nothing: manager'
fine web/src/ui/newsletter.tsx '\n'
breach server/base/a.cpp 'struct LogService {};\n' \
  'server/base/a.cpp:1: a type name that says nothing: service'
breach server/base/a.cpp '\n// a Campaign Run\n' \
  'server/base/a.cpp:2: a word we do not use: campaign run'
breach README.md 'It is simply good.\n' 'README.md:1: a word we do not use: simply'
fine tests/contract/a.mjs '// campaign run\n'
breach server/base/a.cpp '// FIXME later\n' \
  'server/base/a.cpp:1: FIXME without a decision record: write FIXME(NNNN) or do it'
breach server/base/a.cpp '// TODO(0002)\n' \
  'server/base/a.cpp:1: TODO without a decision record: write TODO(NNNN) or do it'
breach GLOSSARY.md '| gate | x | y | |\n' 'GLOSSARY.md:1: a word that nothing uses: gate'
breach GLOSSARY.md 'Empty.\n' 'GLOSSARY.md: no words in it'

# layout
breach server/parts/live/odd/a.cpp '\n' \
  'server/parts/live/odd: a folder that ARCHITECTURE.md does not name'
breach docs/decisions/0003-third.md '\n' 'docs/decisions/0003-third.md: numbered 3 where 2 is next'
breach server/base/migrations/0002_a.sql '\n' \
  'server/base/migrations/0002_a.sql: numbered 2 where 1 is next'
fine server/base/migrations/0001_a.sql '\n'

printf '%d passed, %d failed, 0 skipped\n' "$passed" "$failed"
[ "$failed" = 0 ]
