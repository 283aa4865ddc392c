// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The command line as one function: arguments in, exit code out.
#pragma once
namespace reputed::commands {
int run_command_line(int count, char** arguments);
}
