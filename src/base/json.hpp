// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// JSON (RFC 8259) read into a checked, immutable tree. Reading a member that is missing or of another
// kind yields an empty value, never undefined behaviour; `need_…` names the path that surprised.
// Numbers keep their text, because portals mix numbers and strings. Depth, node count and duplicate keys
// are bounded here, so callers need no guard of their own. Value semantics; safe to read from any thread.
#pragma once
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reputed::base {

struct JsonOptions {
    std::size_t max_depth = 64;
    std::size_t max_nodes = 2'000'000;
    /// Comments and trailing commas are allowed and text after the value is ignored (for web pages).
    bool lenient = false;
};

struct JsonError {
    std::string words;       ///< for people: what is wrong
    std::size_t offset = 0;  ///< bytes from the beginning
};

class Json {
  public:
    enum class Kind { null, boolean, number, string, array, object };
    using Member = std::pair<std::string, Json>;

    Json() = default;
    [[nodiscard]] static std::expected<Json, JsonError> parse(std::string_view bytes,
                                                              JsonOptions options = {});

    [[nodiscard]] static Json null() { return {}; }
    [[nodiscard]] static Json boolean(bool value);
    [[nodiscard]] static Json number(std::string text);
    [[nodiscard]] static Json string(std::string text);
    [[nodiscard]] static Json array(std::vector<Json> items);
    [[nodiscard]] static Json object(std::vector<Member> members);

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is_null() const { return kind_ == Kind::null; }
    [[nodiscard]] bool is_string() const { return kind_ == Kind::string; }
    [[nodiscard]] bool is_number() const { return kind_ == Kind::number; }
    [[nodiscard]] bool is_array() const { return kind_ == Kind::array; }
    [[nodiscard]] bool is_object() const { return kind_ == Kind::object; }

    /// The text of a string or a number; empty for everything else.
    [[nodiscard]] std::string_view text() const {
        return is_string() || is_number() ? text_ : std::string_view{};
    }
    [[nodiscard]] std::optional<std::string_view> string() const;
    /// A number, or a string that is wholly a number.
    [[nodiscard]] std::optional<double> number() const;
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    [[nodiscard]] std::optional<bool> boolean() const;

    /// The member of that name, or a null value. Of duplicate keys the last counts.
    [[nodiscard]] const Json& operator[](std::string_view key) const;
    [[nodiscard]] const Json& operator[](const char* key) const { return (*this)[std::string_view(key)]; }
    [[nodiscard]] const Json& at(std::size_t index) const;
    /// Empty unless an array / an object.
    [[nodiscard]] std::span<const Json> items() const;
    [[nodiscard]] std::span<const Member> members() const;

    /// The value, or the sentence "<path> is missing" / "<path> is not a string".
    [[nodiscard]] std::expected<std::string_view, std::string> need_string(std::string_view key) const;
    [[nodiscard]] std::expected<std::span<const Json>, std::string> need_array(std::string_view key) const;

    /// Compact text; the inverse of parse up to white space.
    [[nodiscard]] std::string dump() const;

  private:
    struct Children;
    Kind kind_ = Kind::null;
    bool flag_ = false;
    std::string text_;
    std::shared_ptr<const Children> children_;
};

/// Builds JSON text in order of calls. The caller keeps begin and end in balance.
class JsonWriter {
  public:
    JsonWriter();
    ~JsonWriter();
    JsonWriter(const JsonWriter&) = delete;
    JsonWriter& operator=(const JsonWriter&) = delete;
    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);
    JsonWriter& string(std::string_view text);  ///< invalid UTF-8 is replaced by U+FFFD
    JsonWriter& number(double value);
    JsonWriter& integer(std::int64_t value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    JsonWriter& value(const Json& tree);
    /// `key` and value in one; an absent optional writes null.
    JsonWriter& member(std::string_view name, std::string_view text);
    JsonWriter& member(std::string_view name, const char* text) {
        return member(name, std::string_view(text));
    }
    JsonWriter& member(std::string_view name, std::optional<double> value);
    JsonWriter& member(std::string_view name, std::int64_t value);
    JsonWriter& member(std::string_view name, int value) { return member(name, std::int64_t{value}); }
    JsonWriter& member(std::string_view name, bool value);
    [[nodiscard]] std::string take();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace reputed::base
