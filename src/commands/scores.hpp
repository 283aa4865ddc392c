// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The figures of an evaluation: for all rows, for each language and for each source. Two-class: of the rows
// labelled negative or positive, those whose likelier side of the two is right. The rest is over three
// classes, the likeliest taken; unsure is not excused.
#pragma once
#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/assessment.hpp"
#include "text/model/corpus.hpp"

namespace reputed::commands {

class Scores {
  public:
    void add(const text::model::Labelled& row, const core::TextVerdict& verdict);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string json() const;

  private:
    static constexpr std::size_t bins = 10;
    struct Share {
        std::int64_t of = 0, right = 0;
        [[nodiscard]] double value() const {
            return of == 0 ? 0 : static_cast<double>(right) / static_cast<double>(of);
        }
    };
    /// Found, wanted, and both.
    struct Hits {
        std::int64_t found = 0, wanted = 0, both = 0;
        [[nodiscard]] double precision() const;
        [[nodiscard]] double recall() const;
        [[nodiscard]] double f1() const;
    };
    struct Group {
        std::array<std::array<std::int64_t, 3>, 3> confusion{};  ///< by label, then by answer
        Share two_class, language, sure;
        Hits complaint, topics, leaned_topics, urgency;
        std::array<Share, bins> reliability{};  ///< by the chance of the answer
        std::array<double, bins> chances{};
        std::int64_t labelled_complaints = 0;
        void add(const text::model::Labelled& row, const core::TextVerdict& verdict);
        [[nodiscard]] std::int64_t size() const;
        [[nodiscard]] double accuracy() const;
        [[nodiscard]] Hits of_class(std::size_t which) const;
        [[nodiscard]] double macro_f1() const;
        [[nodiscard]] double calibration_error() const;
    };
    [[nodiscard]] static std::string line_of(const std::string& name, const Group& group);
    [[nodiscard]] static std::string json_of(const Group& group);

    std::map<std::string, Group> groups_;
};

}  // namespace reputed::commands
