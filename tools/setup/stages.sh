# Sourced by ./test and ./dev: what each stage runs, and how stages are timed, counted and reported.
# `filter` is the word that names which tests to run; empty for all.

filter=
all_passed=0
all_failed=0

# stage NAME TITLE COMMAND…: runs it into build/test/NAME.log and prints one line; the log follows when something failed.
stage() {
  local name=$1 title=$2 log=build/test/$1.log begin=${EPOCHREALTIME/./} code=0 passed failed
  shift 2
  mkdir -p build/test
  "$@" >"$log" 2>&1 || code=$?
  read -r passed failed < <(python3 tools/tally.py "$log" "$code")
  [ "$((passed + failed))" = 0 ] && [ -z "$filter" ] && failed=1 && say 'This stage ran no test at all.' >>"$log"
  report "$title" "$passed" "$failed" "$begin"
  [ "$failed" = 0 ] || { tail -n 200 "$log" | sed 's/^/    /'; say "    (the whole log: $log)"; }
  all_passed=$((all_passed + passed))
  all_failed=$((all_failed + failed))
}

report() {
  local tenths=$(((${EPOCHREALTIME/./} - $4) / 100000)) outcome="$2 passed"
  [ "$3" = 0 ] || outcome+=", $3 FAILED"
  printf '  %-36s %-24s %4d.%d s\n' "$1" "$outcome" $((tenths / 10)) $((tenths % 10))
}

closing_line() {
  [ $((all_passed + all_failed)) = 0 ] && say "No test has the word \"$filter\"." && all_failed=1
  say
  say "$all_passed passed, $all_failed failed"
  [ "$all_failed" = 0 ]
}

# ── The stages ────────────────────────────────────────────────────────────────

# Each tools/check_*.py is one test: it says what is wrong and ends with 1.
checks() {
  local check result=0
  for check in tools/check_*.py; do
    [[ -e $check && ${check,,} == *"${filter,,}"* ]] || continue
    [[ $check == *_test.py ]] && continue
    if python3 "$check"; then say "check passed: $check"; else say "check failed: $check"; result=1; fi
  done
  python3 -m unittest discover -s tools -p '*_test.py' ${filter:+-k "$filter"} || result=1
  return $result
}

on_sqlite() { unset CONCERT_TEST_DATABASE; doctests at_most 20m build/concert_test; }

on_postgresql() { doctests with_postgresql at_most 20m build/concert_test; }

# with_postgresql COMMAND…: with a PostgreSQL of its own, since transactions of others would hold up its journal.
with_postgresql() (
  log=$(mktemp build/test/postgresql-start.XXXXXX)
  trap stop_postgresql EXIT
  start_postgresql "$log" || { cat "$log"; exit 1; }
  CONCERT_TEST_DATABASE=$postgresql_url "$@"
)

# doctests RUN…: all in two halves. With a word: the cases named so, then those of files named so, each once.
doctests() {
  [ -n "$filter" ] || { in_halves "$@"; return; }
  "$@" --test-case="*$filter*"
  local code=$?
  "$@" --source-file="*$filter*" --test-case-exclude="*$filter*" && return $code
}

# Those beside the code and those in tests/, at once, each on a core.
in_halves() {
  local log code
  log=$(mktemp)
  "$@" --source-file='*/src/*' >"$log" 2>&1 &
  "$@" --source-file-exclude='*/src/*'
  code=$?
  wait $! || code=$?
  cat "$log"
  rm -f "$log"
  return $code
}

# Journeys whose file is named so, or else those whose title has the word.
journeys() {
  local files
  [ -n "$(journey_files)" ] || { say 'There is no journey in tests/journeys.'; return 1; }
  files=$(journey_files | grep -i -- "$filter") && { at_most 15m "$node" --test --test-reporter=spec $files; return; }
  at_most 15m "$node" --test --test-reporter=spec --test-name-pattern="/$filter/i" $(journey_files)
}

journey_files() { find tests/journeys -maxdepth 1 -name '*.mjs' ! -name browser.mjs | sort; }

# What is served, read and checked by the tools of others.
outside() {
  local script result=0
  for script in tests/outside/read_*.py; do
    [[ ${script,,} == *"${filter,,}"* ]] || continue
    if at_most 10m python3 "$script"; then say "check passed: $script"; else say "check failed: $script"; result=1; fi
  done
  return $result
}

# at_most TIME COMMAND…: one that hangs is stopped, and fails.
at_most() {
  timeout --kill-after=10 "$@"
  local code=$?
  [ "$code" != 124 ] || say "Stopped: it took longer than $1."
  return $code
}
