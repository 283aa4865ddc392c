// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Runs a coroutine to its end on a loop of the test's own.
#pragma once
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>

#include "base/async.hpp"

namespace reputed::tests {

template <class Result>
Result run(boost::asio::io_context& io, base::Task<Result> task) {
    std::optional<Result> result;
    std::exception_ptr failure;
    bool ended = false;
    boost::asio::co_spawn(io, std::move(task), [&](std::exception_ptr error, Result value) {
        failure = error;
        result.emplace(std::move(value));
        ended = true;
    });
    io.restart();
    while (!ended) io.run_one();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

}  // namespace reputed::tests
