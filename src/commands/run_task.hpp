// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A coroutine run to its end by a command that serves nothing.
#pragma once
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>

#include "base/async.hpp"

namespace reputed::commands {

template <class Result>
[[nodiscard]] Result run_task(boost::asio::io_context& io, base::Task<Result> task) {
    std::optional<Result> result;
    std::exception_ptr failure;
    boost::asio::co_spawn(io, std::move(task), [&](std::exception_ptr error, Result value) {
        failure = error;
        result.emplace(std::move(value));
        io.stop();
    });
    io.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

}  // namespace reputed::commands
