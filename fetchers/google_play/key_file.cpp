// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/google_play/key_file.hpp"

#include "base/json.hpp"
#include "fetchers/api/key_text.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::google_play {

using base::Json;

ServiceAccount account_in(const core::Source& source) {
    const std::string file = setting(source, "service_account");
    if (file.empty())
        return {setting(source, "client_email"), api::pem_of(setting(source, "private_key")),
                setting(source, "private_key_id")};
    const auto root = Json::parse(file);
    if (!root) return {};
    return {std::string((*root)["client_email"].text()), api::pem_of((*root)["private_key"].text()),
            std::string((*root)["private_key_id"].text())};
}

std::string problem_of_key_file(const std::string& text) {
    const auto root = Json::parse(text);
    if (!root || !root->is_object())
        return "This is not the text of a JSON key file. Open the file that Google Cloud gave you in a text "
               "editor and copy all of it, from the first brace to the last.";
    if ((*root)["installed"].is_object() || (*root)["web"].is_object())
        return "This is the file of an OAuth client. What is needed is the key of a service account: in "
               "Google Cloud, under \"Service accounts\", \"Keys\", make a new key of the kind JSON.";
    if ((*root)["client_email"].text().empty() || (*root)["private_key"].text().empty())
        return "The mail address of the service account or its private key is missing in this key file. Make "
               "a new key of the kind JSON for a service account and copy all of it.";
    return {};
}

}  // namespace reputed::fetchers::google_play
