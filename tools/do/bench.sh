# Figures: how quick the program is beside nginx, itself without syncs, and bare maps.

# Debian starts nginx as soon as it is installed, on port 80. Masked meanwhile, it does not; only
# the bench starts one, as a child of its own.
without_nginx_service() {
  local systemd=
  if [ -d /run/systemd/system ] && ! is_installed nginx-light; then systemd=yes; fi
  if [ -n "$systemd" ]; then as_root systemctl mask --quiet nginx.service; fi
  local status=0
  "$@" || status=$?
  if [ -n "$systemd" ]; then
    as_root systemctl unmask --quiet nginx.service
    as_root systemctl disable --quiet nginx.service || true
  fi
  return "$status"
}

setup_bench() {
  local packages
  packages=$(sed 's/#.*//' tools/setup/debian-packages{,-bench}.txt)
  if ! node_is_new_enough; then packages+=" nodejs npm"; fi
  # shellcheck disable=SC2086
  without_nginx_service install_debian_packages $packages
  use_node
}

run_bench() {
  setup_bench
  stage "Program" compile release build spotter load launch_tally_bench
  headline "Bench"
  # In its place, so that Ctrl-C reaches the one who cleans up.
  exec node tests/bench/bench.mjs "$@"
}
