# A server of our own for demo and dev, ended with the script.

children=()
data_folder=
server_url=

end_children() {
  local child
  trap - EXIT INT TERM
  for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
  wait 2>/dev/null || true
}

# key_of admin|server|client: what `spotter init` printed.
key_of() {
  sed -n "s/.*\"$1_key\" *: *\"\([^\"]*\)\".*/\1/p" "$data_folder.keys.json"
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

first_free_port() {
  local port
  for port in $(seq "$1" $(($1 + 50))); do
    if port_is_free "$port"; then
      echo "$port"
      return
    fi
  done
  fail "No free port from $1 on"
}

# start_server FOLDER HOST:PORT NOTICE [OPTION…]: makes the workspace if there is none and waits
# until the server answers. Sets data_folder and server_url.
start_server() {
  local log=$1.log waited=0
  data_folder=$1
  trap end_children EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if [ ! -e "$data_folder" ]; then
    (umask 077 && build/spotter init --data "$data_folder" >"$data_folder.keys.json")
  fi
  build/spotter serve --data "$data_folder" --listen "$2" --notice "$3" "${@:4}" \
    >"$log" 2>&1 </dev/null &
  children+=($!)
  until server_url=$(sed -n 's/^listening on //p' "$log") && [ -n "$server_url" ]; do
    waited=$((waited + 1))
    if ! kill -0 "${children[-1]}" 2>/dev/null || [ "$waited" -gt 300 ]; then
      cat "$log" >&2
      fail "The server did not come up."
    fi
    sleep 0.1
  done
}

# The demo's company: its definitions, its people, and launches in every stage.
found_company() {
  local file
  for file in examples/demo.yaml examples/company.yaml; do
    build/spotter apply "$file" --server "$server_url" --key "$(key_of admin)"
  done
  node tools/demo/company.mjs --server "$server_url" --admin-key "$(key_of admin)" </dev/null
}

# visitors PROGRAM [OPTION…]: a program of tools/demo that visits the site.
visitors() {
  node "tools/demo/$1" --server "$server_url" --client-key "$(key_of client)" \
    --server-key "$(key_of server)" --admin-key "$(key_of admin)" "${@:2}" </dev/null &
  children+=($!)
}

start_traffic() {
  visitors traffic.mjs --harmful checkout-redesign --helpful spring-banner --costly order-form \
    --harmless checkout-aa
}

run_demo() {
  local keep=${1:-}
  case $keep in '' | --keep) ;; *) fail "./do demo knows --keep, not '$keep'" ;; esac
  run_build
  if [ "$keep" != --keep ]; then rm -rf build/demo build/demo.keys.json; fi
  headline "Demo"
  start_server build/demo "127.0.0.1:$(first_free_port 8787)" \
    "Simulated traffic: every visitor here is made up by ./do demo." --one-click maria,jonas
  if [ -z "$keep" ]; then
    found_company
    visitors replay.mjs
  fi
  start_traffic
  cat <<TEXT

   Open  $server_url  and sign in as Maria of marketing or as Jonas of IT, one click each.

   The tracker shows what both sides have in hand. One launch harms its visitors and is rolled back
   within two minutes; one stays live and shows what it makes better; one is only watched; an A/A
   launch stays quiet; and a headline test replays real impressions and clicks.
   Ctrl-C ends the demo.

TEXT
  wait -n "${children[@]}" || true
  if ! kill -0 "${children[0]}" 2>/dev/null; then
    tail -20 "$data_folder.log" >&2
    fail "The server ended by itself."
  fi
  wait "${children[0]}"
}
