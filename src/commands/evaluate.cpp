// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// `reputed evaluate`: how often the judgement of texts is right, against labelled rows.
#include "commands/commands.hpp"
#include "commands/scores.hpp"
#include "text/assess.hpp"
#include "text/model/corpus.hpp"

namespace reputed::commands {

int evaluate(const EvaluateOptions& options) {
    const auto assessor = assessor_or_complaint(options.model, options.encoder, options.stage == 2);
    if (!assessor) return not_done;
    Scores scores;
    for (const auto& file : options.files) {
        const auto refused = text::model::read_corpus(file, [&](const text::model::Labelled& row) {
            if (options.split == "test" && !text::model::is_test(row)) return;
            if (options.split == "train" && text::model::is_test(row)) return;
            const auto verdict =
                assessor->read(row.text, options.detect ? std::string_view{} : row.language, options.stage);
            scores.add(row, verdict);
        });
        if (!refused) {
            fmt::print(stderr, "{}\n", refused.error());
            return not_done;
        }
        if (*refused > 0) fmt::print(stderr, "{}: {} lines are no rows and were left out.\n", file, *refused);
    }
    fmt::print("{}", options.json ? scores.json() : scores.text());
    return done;
}

}  // namespace reputed::commands
