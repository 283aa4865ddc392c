// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "commands/command_line.hpp"
#include "commands/commands.hpp"

int main(int count, char** arguments) {
    try {
        return reputed::commands::run_command_line(count, arguments);
    } catch (const std::exception& error) {
        fmt::print(stderr, "reputed: {}\n", error.what());
        return reputed::commands::not_done;
    }
}
