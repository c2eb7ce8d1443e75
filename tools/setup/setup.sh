# Sourced by ./run, ./test and ./dev: how they speak, install what is missing, and build.
# Nothing here touches the network unless a package is missing.
set -o pipefail

say() { printf '%s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

need_debian_12() {
  local ID=unknown VERSION_ID='' PRETTY_NAME='an unknown system'
  [ -r /etc/os-release ] && . /etc/os-release
  [ "$ID $VERSION_ID" = 'debian 12' ] && return
  fail "Concert is built and tried on Debian 12, and this machine says it is $PRETTY_NAME.
Use a machine or a container with Debian 12 (bookworm)."
}

# ── Packages ──────────────────────────────────────────────────────────────────

# packages_in LIST…: "package [command that serves instead]", one a line.
packages_in() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@"; }

# installed_of PACKAGE…: those that are installed.
installed_of() {
  dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p'
}

# missing_of LIST…: packages that neither are installed nor have a command that serves instead.
missing_of() {
  local installed package instead
  installed=" $(installed_of $(packages_in "$@" | awk '{ print $1 }') | tr '\n' ' ')"
  packages_in "$@" | while read -r package instead; do
    [[ $installed == *" $package "* ]] && continue
    [ "${instead:--}" != - ] && command -v "$instead" >/dev/null && continue
    say "$package"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_missing PURPOSE LIST…: says what it will install, and installs it.
install_missing() {
  local purpose=$1 missing
  shift
  missing=$(missing_of "$@")
  [ -n "$missing" ] || return 0
  need_rights $missing
  say "$purpose needs these Debian packages, which apt will now install:"
  say $missing | fold -s -w 100 | sed -e 's/^/  /' -e 's/ $//'
  mkdir -p build
  say 'Installing; a minute or two the first time (log: build/apt.log).'
  apt_install $missing >build/apt.log 2>&1 || explain_apt
}

need_rights() {
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
    fail "Installing packages needs an administrator. Ask one to run this, then start again:
  apt-get update && apt-get install --no-install-recommends $*"
}

apt_install() {
  as_root apt-get -o DPkg::Lock::Timeout=120 update -q &&
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get -o DPkg::Lock::Timeout=120 install -y -q --no-install-recommends "$@"
}

explain_apt() {
  tail -n 5 build/apt.log >&2
  grep -qiE 'could not resolve|temporary failure|could not connect|network is unreachable' build/apt.log &&
    fail 'The Debian mirror could not be reached. The first start needs a network; later ones do not.'
  grep -qiE 'sudo:|not in the sudoers|permission denied' build/apt.log &&
    fail 'sudo refused. Installing packages needs an administrator, once.'
  fail 'apt could not install the packages; its whole answer is in build/apt.log.'
}

# ── Building ──────────────────────────────────────────────────────────────────

# configure FOLDER [CMAKE OPTION…]: once; ninja calls CMake again by itself when its files change.
configure() {
  local folder=$1
  shift
  [ -f "$folder/build.ninja" ] && return
  mkdir -p "$folder"
  cmake -S . -B "$folder" -G Ninja "$@" >"$folder/log" 2>&1 && return
  rm -f "$folder/build.ninja"
  explain_build "$folder/log"
}

# build FOLDER TARGET…: one line of progress, the whole story in FOLDER/log.
build() {
  local folder=$1 begin=$SECONDS
  NINJA_STATUS='[%f/%t] ' ninja -C "$@" 2>&1 | tee "$folder/log" | show_progress || explain_build "$folder/log"
  ! grep -q '^\[[1-9]' "$folder/log" || say "Built in $((SECONDS - begin)) s."
}

# Nothing is said when there is nothing to do.
show_progress() {
  local line steps=0
  while IFS= read -r line; do
    [[ $line == \[[1-9]*/*\]* ]] || continue
    [ $((steps++)) = 0 ] && [ ! -t 1 ] && say 'Building.'
    [ -t 1 ] && printf '\r\033[KBuilding %s' "${line%%]*}]"
  done
  if [ -t 1 ] && [ "$steps" != 0 ]; then printf '\r\033[K'; fi
}

# What CMake or the compiler said of the first step that failed, without its command line.
explain_build() {
  if grep -q 'CMake Error' "$1"; then
    grep -A6 'CMake Error' "$1"
  elif grep -q '^FAILED' "$1"; then
    sed -n '/^FAILED/,$p' "$1" | sed -e 2d | head -n 40
  else
    tail -n 5 "$1"
  fi >&2
  fail "The build stopped; the whole story is in $1."
}
