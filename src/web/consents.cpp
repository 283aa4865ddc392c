// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/consents.hpp"

#include <sodium.h>

#include <array>

#include "web/security.hpp"

namespace reputed::web {
namespace {

constexpr std::chrono::minutes lasting{15};
constexpr std::size_t most_pending = 200;

}  // namespace

std::string Consents::begin(core::SourceId source, const std::string& session_hash, core::Instant now) {
    std::erase_if(pending_, [now](const auto& one) { return one.second.until <= now; });
    if (pending_.size() >= most_pending) pending_.clear();
    std::string state = new_token();
    pending_[state] = {source, session_hash, new_token(), now + lasting};
    return state;
}

const PendingConsent* Consents::find(const std::string& state) const {
    const auto found = pending_.find(state);
    return found == pending_.end() ? nullptr : &found->second;
}

std::optional<PendingConsent> Consents::take(const std::string& state, const std::string& session_hash,
                                             core::Instant now) {
    const auto found = pending_.find(state);
    if (found == pending_.end()) return std::nullopt;
    PendingConsent taken = std::move(found->second);
    pending_.erase(found);
    if (taken.until <= now || !equal_secrets(taken.session_hash, session_hash)) return std::nullopt;
    return taken;
}

std::string challenge_of(const std::string& verifier) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(verifier.data()),
                       verifier.size());
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(digest.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(), variant);
    text.resize(text.find('\0'));
    return text;
}

}  // namespace reputed::web
