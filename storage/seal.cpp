// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha): its nonces are long enough to be drawn at random.
#include "storage/seal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <vector>

#include "base/log.hpp"
#include "storage/store.hpp"
#include "storage/store_file.hpp"

namespace reputed::storage {
namespace {

namespace fs = std::filesystem;
using Key = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;
using Bytes = std::vector<unsigned char>;

constexpr std::string_view mark = "sealed:";
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int base64 = sodium_base64_VARIANT_ORIGINAL;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string base64_of(const Bytes& bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), base64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), base64);
    text.pop_back();
    return text;
}

/// Empty when it is no base64.
Bytes from_base64(std::string_view text) {
    if (text.empty()) return {};
    Bytes bytes(text.size());
    std::size_t length = 0;
    const char* end = nullptr;
    const int code = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length,
                                       &end, base64);
    bytes.resize(code == 0 && end == text.data() + text.size() ? length : 0);
    return bytes;
}

[[noreturn]] void refuse_to_make(const fs::path& file) {
    throw StoreError(
        fmt::format("The key file {} cannot be made ({}). Check that its folder exists, has space, and "
                    "belongs to the user reputed runs as.",
                    file.string(), std::strerror(errno)));
}

void write_whole(int descriptor, std::string_view text, const fs::path& file) {
    const auto written = ::write(descriptor, text.data(), text.size());
    const bool whole = written == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!whole) refuse_to_make(file);
}

std::string random_key() {
    Key key{};
    randombytes_buf(key.data(), key.size());
    std::array<char, 2 * sizeof(Key) + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), key.data(), key.size());
    return std::string(hex.data()) + "\n";
}

/// Complete under its name or not there at all, and durable before anything is sealed with it. Commands
/// that only read work without the lock on the data folder, so two processes may come here at once: the
/// first key stays, since something may be sealed with it already.
void make_key(const fs::path& file) {
    std::string unfinished = fs::path(file).concat(".XXXXXX").string();
    const int descriptor = ::mkostemp(unfinished.data(), O_CLOEXEC);
    if (descriptor < 0) refuse_to_make(file);
    write_whole(descriptor, random_key(), file);
    const bool made = ::link(unfinished.c_str(), file.c_str()) == 0;
    const int error = errno;
    ::unlink(unfinished.c_str());
    errno = error;
    if (!made && error != EEXIST) refuse_to_make(file);
    sync_folder_of(file);
    if (made)
        base::log_info("storage", "made a key for the sources' settings; keep a copy of it",
                       {{"file", file.string()}});
}

Key read_key(const fs::path& file) {
    std::ifstream in(file);
    if (!in)
        throw StoreError(
            fmt::format("The key file {} cannot be read. Check that it belongs to the user reputed runs as.",
                        file.string()));
    std::string hex;
    in >> hex;
    Key key{};
    std::size_t length = 0;
    const int code =
        sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, &length, nullptr);
    if (code != 0 || hex.size() != 2 * key.size() || length != key.size())
        throw StoreError(
            fmt::format("The file {} holds no key: that is one line of {} hexadecimal digits. Put the right "
                        "file there, or name it in store.key_file.",
                        file.string(), 2 * key.size()));
    return key;
}

}  // namespace

Seal::Seal(fs::path key_file) : key_file_(std::move(key_file)) {
    if (sodium_init() < 0) throw StoreError("The library libsodium cannot be used on this machine.");
    if (!fs::exists(key_file_)) make_key(key_file_);
    key_ = read_key(key_file_);
}

bool Seal::is_sealed(std::string_view text) { return text.starts_with(mark); }

std::string Seal::sealed(std::string_view text, std::string_view place) const {
    Bytes bytes(nonce_bytes + text.size() + tag_bytes);
    randombytes_buf(bytes.data(), nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes.data() + nonce_bytes, nullptr, bytes_of(text),
                                               text.size(), bytes_of(place), place.size(), nullptr,
                                               bytes.data(), key_.data());
    return std::string(mark) + base64_of(bytes);
}

std::optional<std::string> Seal::opened(const std::string& text, std::string_view place) const {
    if (!is_sealed(text)) return text;
    const auto bytes = from_base64(std::string_view(text).substr(mark.size()));
    if (bytes.size() < nonce_bytes + tag_bytes) return std::nullopt;
    std::string plain(bytes.size() - nonce_bytes - tag_bytes, '\0');
    const int code = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, bytes.data() + nonce_bytes,
        bytes.size() - nonce_bytes, bytes_of(place), place.size(), bytes.data(), key_.data());
    return code == 0 ? std::optional(std::move(plain)) : std::nullopt;
}

}  // namespace reputed::storage
