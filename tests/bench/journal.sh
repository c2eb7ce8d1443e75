#!/usr/bin/env bash
# dev bench journal: what the journal costs a writer, and how fast the record is checked.
#
#   durable commits a second with the journal and, in the same run, of the same rows without it; one and eight writers;
#   entries verified a second, beside what this machine hashes; the time of a proof; how much memory a check takes.
#
#     BENCH_ENTRIES=1000000       how many entries are written, then verified and proven
#     BENCH_SECONDS=3             of each round of commits
#     BENCH_POSTGRES=postgres://… an empty database, to measure there too
#     BENCH_FOLDER=build          where the files are written: a disk, not memory
set -euo pipefail
cmake --build build --target journal_bench >/dev/null
exec build/journal_bench
