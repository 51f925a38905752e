# Headlines with elapsed time, so that a long run shows where it is.

say_time() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

headline() { printf '\n== %s  [%s]\n' "$*" "$(say_time "$SECONDS")"; }

# stage HEADLINE COMMAND…: runs it and says how long it took; a failure ends the verb.
stage() {
  local name=$1 started=$SECONDS
  shift
  headline "$name"
  "$@"
  printf '   %s: done in %s\n' "$name" "$(say_time $((SECONDS - started)))"
}

fail() {
  echo "$*" >&2
  exit 1
}
