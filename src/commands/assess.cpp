// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// `reputed assess`: one JSON line for each line of standard input, in order, as soon as it is read.
#include <cstdio>
#include <iostream>

#include "base/json.hpp"
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

}  // namespace

int assess(const AssessOptions& options) {
    const auto assessor = assessor_or_complaint(options.model, options.encoder, options.stage == 2);
    if (!assessor) return not_done;
    std::ios::sync_with_stdio(false);
    std::string line, out;
    while (std::getline(std::cin, line)) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        append_line(out, assessor->read(line, options.language, options.stage), {});
        // A person or a pipe that waits for each answer gets it; a file is written in large pieces.
        if (out.size() < 60'000 && std::cin.rdbuf()->in_avail() > 0) continue;
        if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0)
            return not_done;
        out.clear();
    }
    return std::fwrite(out.data(), 1, out.size(), stdout) == out.size() && std::fflush(stdout) == 0
               ? done
               : not_done;
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
