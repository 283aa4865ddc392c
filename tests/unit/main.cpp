// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
