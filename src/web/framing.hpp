// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Where a request begins and ends in a stream of bytes (RFC 9112). Anything two readers could take for
// different requests is refused: both lengths, doubled lengths, bare line feeds, folded lines.
#pragma once
#include <cstdint>
#include <memory>
#include <string_view>

#include "web/http.hpp"

namespace reputed::web {

/// Looks for the empty line behind the head, byte by byte as they come.
class HeadFinder {
  public:
    explicit HeadFinder(std::size_t most) : most_(most) {}
    enum class State { more, complete, broken, too_large };
    /// `bytes` is everything since the beginning of the request; only what is new is looked at.
    [[nodiscard]] State look(std::string_view bytes);
    /// The size of the head, once complete.
    [[nodiscard]] std::size_t size() const { return checked_; }

  private:
    std::size_t most_;
    std::size_t checked_ = 0;
    std::size_t line_begin_ = 0;
};

/// One request being read. A status other than 0 refuses it; the connection then ends.
class RequestReader {
  public:
    RequestReader(std::size_t max_head, std::size_t max_body);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    /// Exactly the bytes up to and with the empty line.
    [[nodiscard]] int read_head(std::string_view head);
    struct Progress {
        std::size_t used = 0;
        int status = 0;
    };
    [[nodiscard]] Progress read_body(std::string_view bytes);
    [[nodiscard]] bool complete() const;
    [[nodiscard]] bool keep_alive() const;
    [[nodiscard]] bool is_old_version() const;  ///< HTTP/1.0
    [[nodiscard]] bool expects_continue() const;
    [[nodiscard]] Request take();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace reputed::web
