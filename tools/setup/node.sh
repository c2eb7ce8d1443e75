# Sourced by ./test and ./dev: the browser tests' packages, and `node`, a Node of at least version 20.
# Debian 12 has 18, which playwright-core refuses; then one comes from npm, as a package, like the others.

node=node

install_browser_tools() {
  local omit=
  node_is_new_enough node && omit=--omit=optional
  if ! cmp -s package-lock.json node_modules/.installed-from; then
    say 'Fetching the browser test tools from npm (log: build/npm.log).'
    mkdir -p build
    npm ci --ignore-scripts --no-audit --no-fund $omit >build/npm.log 2>&1 || explain_npm
    cp package-lock.json node_modules/.installed-from
  fi
  choose_node
}

# The system's if it will do, else the one in node_modules.
choose_node() {
  local candidate
  for candidate in node node_modules/node-linux-{x64,arm64}/bin/node; do
    node_is_new_enough "$candidate" && node=$candidate && return
  done
  rm -f node_modules/.installed-from
  fail 'The browser tests need Node 20 or newer, and npm brought none for this machine.'
}

node_is_new_enough() {
  local version
  version=$("$1" --version 2>/dev/null) || return
  version=${version#v}
  [ "${version%%.*}" -ge 20 ]
}

explain_npm() {
  tail -n 5 build/npm.log >&2
  fail "npm could not fetch the browser test tools (a network is needed the first time); its answer is in build/npm.log."
}
