// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// `reputed assess`: one JSON line for each line of standard input, in order, as soon as it is read.
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "commands/commands.hpp"
#include "text/assess.hpp"

namespace reputed::commands {
namespace {

void append_chance(std::string& out, std::string_view name, double chance) {
    fmt::format_to(std::back_inserter(out), ",\"{}\":{:.4f}", name, chance);
}

void append_line(std::string& out, const core::TextVerdict& verdict, const core::JudgementRule& rule) {
    const auto said = core::judge(std::nullopt, verdict, rule);
    const auto chances = verdict.chances.value_or(core::Chances{});
    const auto sentiment =
        said.sentiment == core::Sentiment::unjudged ? "unsure" : core::name_of(said.sentiment);
    fmt::format_to(std::back_inserter(out), "{{\"language\":\"{}\",\"sentiment\":\"{}\"", verdict.language,
                   sentiment);
    append_chance(out, "negative", chances.negative);
    append_chance(out, "neutral", chances.neutral);
    append_chance(out, "positive", chances.positive);
    append_chance(out, "complaint", verdict.complaint);
    out += ",\"topics\":[";
    const char* comma = "";
    for (const auto& mark : verdict.topics) {
        fmt::format_to(std::back_inserter(out), "{}\"{}\"", comma, core::words_of({mark}));
        comma = ",";
    }
    out += "],\"urgency\":[";
    comma = "";
    for (const auto urgency : verdict.urgency) {
        fmt::format_to(std::back_inserter(out), "{}\"{}\"", comma, core::name_of(urgency));
        comma = ",";
    }
    fmt::format_to(std::back_inserter(out), "],\"stage\":{}}}\n", verdict.stage);
}

/// Waits until standard input has something; false when it has ended.
bool read_more(std::string& input) {
    std::array<char, 65'536> buffer{};
    ssize_t got = 0;
    do got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    while (got < 0 && errno == EINTR);
    if (got > 0) input.append(buffer.data(), static_cast<std::size_t>(got));
    return got > 0;
}

/// Whole lines are answered before more is waited for: a person, or a pipe that sends the next line only
/// after this one's answer, gets it.
class Answers {
  public:
    Answers(const text::Assessor& assessor, const AssessOptions& options)
        : assessor_(assessor), options_(options) {}

    bool all() {
        bool has_more = true;
        while (has_more && written_) {
            const auto seen = input_.size();
            has_more = read_more(input_);
            const auto end = std::string_view(input_).substr(seen).rfind('\n');
            if (end != std::string_view::npos) answer_up_to(seen + end + 1);
            if (!has_more && !input_.empty()) answer_up_to(input_.size());
        }
        return written_;
    }

  private:
    void answer_up_to(std::size_t end) {
        for (std::string_view lines(input_.data(), end); !lines.empty();) {
            const auto size = std::min(lines.find('\n'), lines.size());
            auto line = lines.substr(0, size);
            if (line.ends_with('\r')) line.remove_suffix(1);
            append_line(out_, assessor_.read(line, options_.language, options_.stage), {});
            lines.remove_prefix(std::min(size + 1, lines.size()));
            if (out_.size() > 60'000) write();
        }
        input_.erase(0, end);
        write();
    }

    void write() {
        written_ = written_ && std::fwrite(out_.data(), 1, out_.size(), stdout) == out_.size() &&
                   std::fflush(stdout) == 0;
        out_.clear();
    }

    const text::Assessor& assessor_;
    const AssessOptions& options_;
    std::string input_, out_;
    bool written_ = true;
};

}  // namespace

int assess(const AssessOptions& options) {
    const auto assessor = assessor_or_complaint(options.model, options.encoder, options.stage == 2);
    if (!assessor) return not_done;
    return Answers(*assessor, options).all() ? done : not_done;
}

std::shared_ptr<text::Assessor> assessor_or_complaint(const std::string& model, const std::string& encoder,
                                                      bool needs_encoder) {
    auto made = text::make_assessor({model, encoder});
    if (!made) {
        fmt::print(stderr, "{}\n", made.error());
        return nullptr;
    }
    if (needs_encoder && !(*made)->has_encoder()) {
        fmt::print(
            stderr,
            "Stage 2 needs the encoder, and there is none at \"{}\". `reputed model install` fetches it; "
            "without it everything works on stage 1.\n",
            encoder);
        return nullptr;
    }
    return *made;
}

}  // namespace reputed::commands
