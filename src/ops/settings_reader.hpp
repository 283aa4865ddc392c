// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reads one TOML table option by option: type, range, line, and afterwards the keys nobody asked for.
#pragma once
#include <toml++/toml.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "ops/settings.hpp"

namespace reputed::ops {

class TableReader {
  public:
    /// `table` may be null: every option keeps its default.
    TableReader(const toml::table* table, std::string section, const std::filesystem::path& file,
                std::vector<SettingsProblem>& problems, std::vector<Settings::Line>* in_force);

    void read(const char* option, std::string& value);
    void read(const char* option, bool& value);
    void read(const char* option, int& value, int least, int most);
    void read(const char* option, double& value, double least, double most);
    void read(const char* option, std::chrono::milliseconds& value);
    void read(const char* option, std::chrono::seconds& value);
    void read(const char* option, std::vector<std::string>& value);
    void read(const char* option, std::filesystem::path& value);
    void read_choice(const char* option, std::string& value, std::initializer_list<std::string_view> choices);
    /// A table of text values, numbers and truths taken as text.
    void read(const char* option, std::map<std::string, std::string>& value);

    void complain(const std::string& option, const std::string& reason);
    [[nodiscard]] bool has(const char* option) const;
    [[nodiscard]] int line_of(const std::string& option) const;
    /// Unknown keys become problems with a suggestion.
    void finish();

  private:
    const toml::node* take(const char* option);
    void show(const char* option, const std::string& value, bool from_file);

    const toml::table* table_;
    std::string section_;
    std::filesystem::path file_;
    std::vector<SettingsProblem>& problems_;
    std::vector<Settings::Line>* in_force_;
    std::set<std::string> known_;
};

/// The known word nearest to a mistyped one, or empty when none is near.
[[nodiscard]] std::string nearest(const std::string& word, const std::set<std::string>& known);

}  // namespace reputed::ops
