#!/usr/bin/env bash
# Proves the two commands on a bare Debian 12: makes one in build/fresh from this machine's own mirror, puts the
# commit that is checked out into it, and there
#   1. starts ./run, waits for the first page, and stops it as Ctrl-C would;
#   2. starts ./run again, now without names on the network, and says how soon it served;
#   3. runs ./test.
# `./dev fresh --run-only` leaves out the third. Needs root. All of it happens in namespaces of its own, so that
# nothing stays mounted or running, whatever becomes of it.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
. tools/setup/setup.sh

readonly root=$PWD/build/fresh checkout=/home/concert port=8099

main() {
  [ "$(id -u)" = 0 ] || fail 'Making a bare Debian needs root: sudo ./dev fresh'
  [ "${1:-}" = inside ] || exec unshare --mount --pid --fork --kill-child --mount-proc tools/setup/fresh.sh inside "$@"
  make_bare_debian
  put_checkout
  connect
  try 'The first ./run' python3 tools/smoke.py $port 1800 "${bare[@]}" ./run --port $port
  cut_off
  try 'The second ./run, cut off' python3 tools/smoke.py $port 30 "${bare[@]}" ./run --port $port
  [ "${2:-}" = --run-only ] && return
  connect
  try './test' "${bare[@]}" ./test
}

# What a person has after logging in there, and nothing of ours.
bare=(env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 CI=true
  chroot "$root" bash -c "cd $checkout && exec \"\$@\"" bare)

try() {
  local begin=$SECONDS
  say "── $1"
  "${@:2}" || fail "$1 failed."
  say "── $1: $((SECONDS - begin)) s"
}

make_bare_debian() {
  say '── A bare Debian 12'
  rm -rf --one-file-system "$root"
  mkdir -p "$root"
  debootstrap --variant=minbase bookworm "$root" "$(mirror)" >build/fresh.log 2>&1 ||
    fail 'debootstrap failed; its answer is in build/fresh.log.'
  sources >"$root/etc/apt/sources.list"
  trust_our_certificates
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
}

# This machine's own Debian sources, however they are written down.
sources() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' |
    awk '$4 == "Debian" && $2 ~ /^bookworm/ { print "deb", $1, $2, $3 }' | sort -u
}

mirror() { sources | awk '$3 == "bookworm" { print $2; exit }'; }

# Those an administrator added here (a company's proxy, say) hold there too, once ca-certificates is installed.
trust_our_certificates() {
  mkdir -p "$root/usr/local/share/ca-certificates"
  find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$root/usr/local/share/ca-certificates/" \;
}

put_checkout() {
  mkdir -p "$root$checkout"
  git archive HEAD | tar -x -C "$root$checkout"
}

connect() { cp /etc/resolv.conf /etc/hosts "$root/etc/"; }
cut_off() { printf '127.0.0.1 localhost\n' >"$root/etc/hosts"; : >"$root/etc/resolv.conf"; }

main "$@"
