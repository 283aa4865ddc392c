// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The reputed program as a child process with a pipe at each end. One thread.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reputed::tests {

class Program {
  public:
    explicit Program(const std::vector<std::string>& arguments);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Small enough for a pipe (64 KB); longer input goes with talk().
    void send(std::string_view input) const;
    void end_input();
    /// The next line it prints, without its end; empty when none came within 20 seconds.
    std::string line();
    /// Sends all of it while it takes the lines that come back; calls `each` with their number so far.
    template <class Each>
    void talk(std::string_view input, const Each& each) {
        for (std::size_t lines = 0; exchange(input, lines);) each(lines);
    }
    /// All that is still printed, when its input has ended.
    std::string rest();
    /// Its exit code, after rest().
    int code();
    /// What it printed on standard error, after code().
    [[nodiscard]] std::string errors() const;
    /// Of memory that it occupies now, in MB.
    [[nodiscard]] std::size_t megabytes() const;

  private:
    /// False when the output has ended.
    bool exchange(std::string_view& input, std::size_t& lines);
    bool read_some(int milliseconds);

    int child_ = -1, in_ = -1, out_ = -1, errors_ = -1;
    std::string waiting_;
};

struct Told {
    std::string output, errors;
    int code = 0;
};

/// Runs it to its end with this input of at most 64 KB.
Told run_program(const std::vector<std::string>& arguments, std::string_view input = {});

}  // namespace reputed::tests
