// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// `reputed train`: makes the model that `assess` and the service read.
#include <fstream>

#include "base/hash.hpp"
#include "commands/commands.hpp"
#include "text/model/training.hpp"

namespace reputed::commands {

int train(const TrainOptions& options) {
    text::model::TrainingInputs inputs;
    inputs.own = options.own;
    for (const auto& file : options.corpora) inputs.corpora.emplace_back(file);
    for (const auto& file : options.others) inputs.others.emplace_back(file);
    inputs.weak = options.weak;
    inputs.encoder = options.encoder;
    inputs.adapted = options.adapted;
    const auto model =
        text::model::train(inputs, [](const std::string& line) { fmt::print(stderr, "{}\n", line); });
    if (!model) {
        fmt::print(stderr, "{}\n", model.error());
        return not_done;
    }
    std::ofstream out(options.out, std::ios::binary | std::ios::trunc);
    out.write(model->data(), static_cast<std::streamsize>(model->size()));
    if (!out.flush()) {
        fmt::print(stderr, "{} cannot be written.\n", options.out);
        return not_done;
    }
    fmt::print("{}  {}  {} bytes\n", base::sha256_hex(*model), options.out, model->size());
    return done;
}

}  // namespace reputed::commands
