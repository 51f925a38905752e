# Simulation: whole histories of the server in one thread, each under a seed.

kept_seeds=tests/simulation/failing_seeds.txt

# run_sim SEED [--events N] [--plant BUG], or run_sim --many N [--from SEED] [--events N]
run_sim() {
  if [ $# = 0 ]; then fail "./do sim SEED plays one history; ./do sim --many N plays many"; fi
  run_setup build
  stage "Simulation" compile release build simulation
  case " $* " in
    *' --many '*) build/simulation --kept "$kept_seeds" "$@" ;;
    *) build/simulation "$@" ;;
  esac
}
