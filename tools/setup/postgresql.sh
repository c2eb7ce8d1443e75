# Sourced by ./test and ./dev: a PostgreSQL of our own for the length of one run, on a socket in a folder of its own.
# It promises nothing on a crash (fsync off), unless postgresql_durable is set, and lives in /tmp, where the user postgres may go even if the checkout
# is in a home that it may not enter.

postgresql_folder=

# Starts it and sets postgresql_url; call stop_postgresql when done (a trap on EXIT does).
start_postgresql() {
  postgresql_folder=$(mktemp -d /tmp/concert-postgresql.XXXXXX)
  [ "$(id -u)" = 0 ] && chown postgres: "$postgresql_folder"
  (
    cd /
    pg_program initdb -D "$postgresql_folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync &&
      run_postgresql &&
      pg_program createdb -h "$postgresql_folder" -U postgres concert_test
  ) </dev/null >"$1" 2>&1 || return
  postgresql_url="postgres:///concert_test?host=$postgresql_folder&user=postgres"
}

# Also after it was killed: with the data that is there.
run_postgresql() {
  (cd / && pg_program pg_ctl -D "$postgresql_folder/data" -l "$postgresql_folder/log" -w -o "$(postgresql_settings)" start)
}

stop_postgresql() {
  [ -n "$postgresql_folder" ] || return 0
  (cd / && pg_program pg_ctl -D "$postgresql_folder/data" -m immediate stop) >/dev/null 2>&1
  rm -rf "$postgresql_folder"
  postgresql_folder=
}

postgresql_settings() {
  printf -- '-c %s ' "unix_socket_directories=$postgresql_folder" listen_addresses= max_connections=200
  [ -n "${postgresql_durable:-}" ] || printf -- '-c %s ' fsync=off synchronous_commit=off full_page_writes=off
}

# PostgreSQL refuses to run as root.
pg_program() {
  local program=/usr/lib/postgresql/15/bin/$1
  shift
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$program" "$@"; else "$program" "$@"; fi
}
