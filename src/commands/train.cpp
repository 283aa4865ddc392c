// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// `reputed train`: makes the model that `assess` and the service read.
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/hash.hpp"
#include "commands/commands.hpp"
#include "text/encoder.hpp"
#include "text/model/corpus.hpp"
#include "text/model/training.hpp"

namespace reputed::commands {

namespace {

int tell_about_lines(const TrainOptions& options) {
    constexpr std::size_t longest = 98;
    auto encoder =
        options.tell == "pieces" ? text::Encoder::open(options.encoder) : std::unexpected(std::string{});
    if (options.tell == "pieces" && !encoder) {
        fmt::print(stderr, "{}\n", encoder.error());
        return not_done;
    }
    for (std::string line; std::getline(std::cin, line);) {
        if (encoder)
            fmt::print("{}\n", fmt::join(encoder->pieces_of(line, longest), " "));
        else
            fmt::print("{}\n", text::model::split_of(line));
    }
    return done;
}

namespace fs = std::filesystem;

/// A file that takes the place of another when it is whole: who has the old one open reads on in it.
class Replacement {
  public:
    explicit Replacement(const std::string& file)
        : file_(file), beside_(file + ".part"), out_(beside_, std::ios::binary | std::ios::trunc) {}
    ~Replacement() {
        std::error_code unknown;
        if (out_.is_open()) fs::remove(beside_, unknown);
    }
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    [[nodiscard]] bool is_open() const { return out_.is_open(); }
    bool finish(std::string_view bytes) {
        out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        std::error_code failed;
        if (out_.flush()) fs::rename(beside_, file_, failed);
        return out_.good() && !failed;
    }

  private:
    fs::path file_, beside_;
    std::ofstream out_;
};

int cannot_write(std::string_view file) {
    fmt::print(stderr, "{} cannot be written.\n", file);
    return not_done;
}

}  // namespace

int train(const TrainOptions& options) {
    if (!options.tell.empty()) return tell_about_lines(options);
    if (options.out.empty()) {
        fmt::print(stderr, "--out names the model to write.\n");
        return wrong_use;
    }
    Replacement out(options.out);
    if (!out.is_open()) return cannot_write(options.out);  // now and not after minutes
    text::model::TrainingInputs inputs;
    inputs.own = options.own;
    for (const auto& file : options.corpora) inputs.corpora.emplace_back(file);
    for (const auto& file : options.others) inputs.others.emplace_back(file);
    inputs.words = options.words;
    inputs.encoder = options.encoder;
    inputs.adapted = options.adapted;
    const auto model =
        text::model::train(inputs, [](const std::string& line) { fmt::print(stderr, "{}\n", line); });
    if (!model) {
        fmt::print(stderr, "{}\n", model.error());
        return not_done;
    }
    if (!out.finish(*model)) return cannot_write(options.out);
    fmt::print("{}  {}  {} bytes\n", base::sha256_hex(*model), options.out, model->size());
    return done;
}

}  // namespace reputed::commands
