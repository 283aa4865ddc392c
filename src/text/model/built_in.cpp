// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The model that embed.cmake compiled into the program.
#include <stdexcept>

#include "text/model/model.hpp"

extern "C" {
extern const char reputed_model[];
extern const char reputed_model_end[];
}

namespace reputed::text::model {

std::shared_ptr<const Model> Model::built_in() {
    static const auto model = [] {
        const std::span<const char> bytes(reputed_model,
                                          static_cast<std::size_t>(reputed_model_end - reputed_model));
        auto file = ModelFile::over(bytes, "in the program");
        auto made = file ? of(std::move(*file), "in the program") : std::unexpected(file.error());
        if (!made) throw std::runtime_error(made.error() + " Build with data/model/reputed.model in place.");
        return *made;
    }();
    return model;
}

}  // namespace reputed::text::model
