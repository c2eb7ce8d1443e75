#!/usr/bin/env bash
# dev bench journal: what the journal costs a writer, and how fast the record is checked.
#
#   durable commits a second with the journal and, in the same run, of the same rows without it; one and eight writers,
#   on SQLite and on a PostgreSQL of its own that keeps what it acknowledged (fsync on);
#   entries verified a second, beside what this machine hashes on as many cores; the time of a proof; how much memory a
#   check takes.
#
#     BENCH_ENTRIES=1000000       how many entries are written, then verified and proven
#     BENCH_SECONDS=3             of each round of commits; 0: none
#     BENCH_POSTGRES=postgres://… another empty database to measure on; none: not on PostgreSQL
#     BENCH_FOLDER=build          where the files are written: a disk, not memory
set -euo pipefail
. tools/setup/postgresql.sh
cmake --build build --target journal_bench >/dev/null
if [ "${BENCH_SECONDS:-3}" != 0 ] && [ -z "${BENCH_POSTGRES:-}" ]; then
  trap stop_postgresql EXIT
  postgresql_durable=yes
  start_postgresql build/postgresql.log
  BENCH_POSTGRES=$postgresql_url
fi
export BENCH_POSTGRES
[ "${BENCH_POSTGRES:-}" != none ] || BENCH_POSTGRES=
build/journal_bench
