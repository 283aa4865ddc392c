#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
#
# Runs every fuzz target of a build folder for some seconds and prints one line each.
#   tests/fuzz/run.sh [build folder, default build/dev] [seconds each, default 10] [target...]
# The corpus grows in BUILD/fuzz-corpus and starts from tests/fixtures; an input that broke a promise is
# kept in BUILD/fuzz-findings.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build/dev}
seconds=${2:-10}
shift $(($# < 2 ? $# : 2))
findings=$build/fuzz-findings
symbolizer=$(command -v llvm-symbolizer-19 llvm-symbolizer | head -n 1)
[ -n "$symbolizer" ] && export ASAN_SYMBOLIZER_PATH=$symbolizer
mkdir -p "$findings"
passed=0
failed=0

# The first byte of a parser's input chooses the content type, so there a seed is a document behind one byte.
plant_seeds() {
    local name=$1 corpus=$2 portal=${1%_parse} file
    find tests/fixtures -type f -size -64k -path "*/$portal*" 2>/dev/null | while read -r file; do
        { [ "$portal" = "$name" ] || printf '\0'; cat "$file"; } >"$corpus/seed-$(basename "$file")"
    done
}

run_target() {
    local name=$1 corpus="$build/fuzz-corpus/$1" log="$findings/$1.log" options=()
    mkdir -p "$corpus"
    plant_seeds "$name" "$corpus"
    [ "$name" != portal_parse ] || SEEDS=$corpus "$build/test_contract" "[.documents]" >/dev/null
    [ -f "tests/fuzz/$name.dict" ] && options+=("-dict=tests/fuzz/$name.dict")
    if "$build/fuzz_$name" "${options[@]}" -max_total_time="$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=4096 \
        -print_final_stats=1 -verbosity=0 -artifact_prefix="$findings/$name-" "$corpus" >"$log" 2>&1; then
        passed=$((passed + 1))
        echo "ok    $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
    else
        failed=$((failed + 1))
        echo "FAIL  $name: see $log"
        grep -m 6 -E 'ERROR|runtime error|/(fetchers|src|tests)/' "$log" | sed 's/^ */      /'
    fi
}

for target in "${@:-}"; do [ -n "$target" ] && wanted+=("$target"); done
for source in tests/fuzz/*.cpp; do
    name=$(basename "$source" .cpp)
    [ -n "${wanted+x}" ] && [[ ! " ${wanted[*]} " == *" $name "* ]] && continue
    if [ -x "$build/fuzz_$name" ]; then
        run_target "$name"
    else
        failed=$((failed + 1))
        echo "FAIL  $name: $build/fuzz_$name has not been built"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
