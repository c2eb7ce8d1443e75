# Sourced by ./dev: the longer examinations.

dev_tidy() {
  need_tools tidy
  [ $# -gt 0 ] || set -- $(changed_files)
  [ $# -gt 0 ] || { say 'Nothing changed.'; return; }
  # Without g++'s precompiled header, which clang cannot read; compiled templates come from the ordinary build.
  dev_build concert
  configure build-tidy -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DCMAKE_CXX_COMPILER_LAUNCHER=
  clang-tidy-16 --quiet -p build-tidy --extra-arg=-Ibuild/generated "$@" 2> >(grep -v 'warnings\? generated' >&2)
}

# Since the main branch as last fetched, else since the commit before.
changed_files() {
  local base
  base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse -q --verify HEAD~1 || git hash-object -t tree /dev/null)
  { git diff --name-only --diff-filter=d "$base"; git ls-files -o --exclude-standard; } | grep '^src/.*\.cpp$' | sort -u
}

dev_sanitize() {
  local kind=${1:-address} flags
  case $kind in
    address) flags=address,undefined ;;
    thread) flags=thread ;;
    *) fail 'Usage: ./dev sanitize [address|thread]' ;;
  esac
  configure "build-$kind" -DCONCERT_SANITIZE=$flags
  build "build-$kind" concert_test
  LSAN_OPTIONS=suppressions=tools/setup/leaks.txt:print_suppressions=0 UBSAN_OPTIONS=print_stacktrace=1 \
    TSAN_OPTIONS=halt_on_error=1:ignore_noninstrumented_modules=1 "build-$kind/concert_test"
}

dev_fuzz() {
  local name=${1:-} seconds=${2:-60} fuzzers fuzzer
  need_tools fuzz
  configure build-fuzz -DCMAKE_CXX_COMPILER=clang++-16 -DCONCERT_SANITIZE=fuzzer-no-link,address,undefined
  fuzzers=$(fuzzers_named "$name")
  [ -n "$fuzzers" ] || fail "There is no fuzzer \"$name\". There are: "$(fuzzers_named '')
  build build-fuzz $fuzzers
  for fuzzer in $fuzzers; do fuzz_one "$fuzzer" "$seconds" || return; done
}

# As they are listed, or without the end of their names.
fuzzers_named() {
  local name=${1%_fuzz}
  find src -name "${name:-*}_fuzz.cpp" -printf '%f\n' | sed 's/\.cpp$//' | sort
}

# What it learns stays in build-fuzz/corpus, so that the next time begins there.
fuzz_one() {
  local corpus=build-fuzz/corpus/$1 log=build-fuzz/$1.log
  mkdir -p "$corpus" build-fuzz/found
  build-fuzz/fuzzers/"$1" -max_total_time="$2" -artifact_prefix=build-fuzz/found/ -print_final_stats=1 "$corpus" >"$log" 2>&1 ||
    { tail -n 40 "$log"; say "$1 found something: build-fuzz/found; the log: $log"; return 1; }
  say "$1: $(sed -n 's/.*number_of_executed_units: *//p' "$log") inputs in $2 s, no finding"
}

# Cases of the kinds in tests/vectors, laid out as their tools gave them (tests/vectors/spc/README.md).
dev_cases() {
  [ -d "${1:-}" ] || fail 'Usage: ./dev cases FOLDER'
  dev_build concert_test
  CONCERT_CASES=$(realpath "$1") build/concert_test --source-file='*/src/statistics/*'
}

dev_kill() {
  local round
  dev_build concert
  compgen -G 'tests/kill/*.py' >/dev/null || fail 'There is nothing in tests/kill.'
  for round in tests/kill/*.py; do python3 "$round" || return; done
}

dev_bench() {
  [ $# -gt 0 ] || { say 'Measurements:'; ls tests/bench 2>/dev/null | sed 's/^/  /'; return; }
  local name file
  dev_build concert
  for name in "$@"; do
    file=$(ls tests/bench/"$name" tests/bench/"$name".{py,sh} 2>/dev/null | head -n 1)  # not what they read beside
    [ -n "$file" ] || fail "There is no measurement \"$name\" in tests/bench."
    case $file in
      *.py) python3 "$file" ;;
      *.mjs) install_browser_tools; "$node" "$file" ;;
      *) "$file" ;;
    esac || return
  done
}

# ── How long builds take ──────────────────────────────────────────────────────

# In a folder of its own and without ccache, so that the figures are the compiler's.
dev_timing() {
  export CCACHE_DISABLE=1
  rm -rf build-timing
  configure build-timing
  timed 'clean build of the program' build-timing concert
  touch_and_time 'one page of one module touched' 'src/modules/*/pages.cpp' 'src/modules/*/*.cpp' 'src/kit/csv/*.cpp'
  touch_and_time 'one template touched' 'src/modules/*/*.html'
  touch_and_time 'the HTTP server touched' 'src/kit/http/server.cpp'
  timed 'nothing touched' build-timing concert
}

touch_and_time() {
  local title=$1 file
  shift
  file=$(compgen -G "$1" || compgen -G "${2:-$1}" || compgen -G "${3:-$1}") || return 0
  file=${file%%$'\n'*}
  touch "$file"
  timed "$title ($file)" build-timing concert
}

timed() {
  local begin=${EPOCHREALTIME/./} milliseconds
  ninja -C "$2" "$3" >"$2/log" 2>&1 || explain_build "$2/log"
  milliseconds=$(((${EPOCHREALTIME/./} - begin) / 1000))
  printf '%6d.%02d s  %s\n' $((milliseconds / 1000)) $((milliseconds % 1000 / 10)) "$1"
}

dev_fresh() {
  need_tools fresh
  tools/setup/fresh.sh "$@"
}
