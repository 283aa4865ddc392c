#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
#
# clang-tidy over our own sources with the compile commands of a build folder. A file whose text, headers
# and configuration were clean before is not looked at again (build/tidy-cache).
set -uo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-build/dev}
cache=build/tidy-cache
mkdir -p "$cache"
stamp=$(cat .clang-tidy $(git ls-files 'src/*.hpp' 'fetchers/*.hpp' 'storage/*.hpp' 'templates/*.hpp') | sha256sum | cut -c1-16)
check_one() {
    local key
    key="$3/$(cat "$1" | sha256sum | cut -c1-16)-$4"
    [ -f "$key" ] && return 0
    clang-tidy-19 --quiet -p "$2" "$1" 2>/dev/null && touch "$key"
}
export -f check_one
git ls-files 'src/*.cpp' 'fetchers/*.cpp' 'storage/*.cpp' 'templates/*.cpp' |
    xargs -P "$(nproc)" -I{} bash -c 'check_one "$@"' _ {} "$folder" "$cache" "$stamp"
