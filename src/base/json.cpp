// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/json.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <charconv>
#include <cmath>

#include "base/utf8.hpp"

namespace reputed::base {

struct Json::Children {
    std::vector<Json> items;
    std::vector<Member> members;
};

namespace {

const Json& null_json() {
    static const Json instance;
    return instance;
}

/// SAX handler that grows the tree on an explicit stack, so hostile nesting costs no call stack.
class TreeBuilder {
  public:
    explicit TreeBuilder(const JsonOptions& options) : options_(options) {}

    // RapidJSON calls its handler by these names.
    // NOLINTBEGIN(readability-identifier-naming)
    bool Null() { return add(Json::null()); }
    bool Bool(bool value) { return add(Json::boolean(value)); }
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }
    bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
        return add(Json::number({text, length}));
    }
    bool String(const char* text, rapidjson::SizeType length, bool) {
        return add(Json::string({text, length}));
    }
    bool StartObject() { return open(true); }
    bool StartArray() { return open(false); }
    bool Key(const char* text, rapidjson::SizeType length, bool) {
        stack_.back().key.assign(text, length);
        return true;
    }
    bool EndObject(rapidjson::SizeType) {
        auto frame = std::move(stack_.back());
        stack_.pop_back();
        return add(Json::object(std::move(frame.members)));
    }
    bool EndArray(rapidjson::SizeType) {
        auto frame = std::move(stack_.back());
        stack_.pop_back();
        return add(Json::array(std::move(frame.items)));
    }
    // NOLINTEND(readability-identifier-naming)

    [[nodiscard]] Json take() { return std::move(root_); }
    [[nodiscard]] const std::string& refusal() const { return refusal_; }

  private:
    struct Frame {
        bool is_object;
        std::string key;
        std::vector<Json> items;
        std::vector<Json::Member> members;
    };

    bool open(bool is_object) {
        if (stack_.size() >= options_.max_depth) {
            refusal_ = "nested too deeply";
            return false;
        }
        stack_.push_back({is_object, {}, {}, {}});
        return true;
    }

    bool add(Json value) {
        if (++nodes_ > options_.max_nodes) {
            refusal_ = "too many values";
            return false;
        }
        if (stack_.empty()) {
            root_ = std::move(value);
        } else if (auto& top = stack_.back(); top.is_object) {
            top.members.emplace_back(std::move(top.key), std::move(value));
        } else {
            top.items.push_back(std::move(value));
        }
        return true;
    }

    JsonOptions options_;
    std::vector<Frame> stack_;
    std::size_t nodes_ = 0;
    Json root_;
    std::string refusal_;
};

}  // namespace

std::expected<Json, JsonError> Json::parse(std::string_view bytes, JsonOptions options) {
    constexpr unsigned strict = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag |
                                rapidjson::kParseValidateEncodingFlag;
    constexpr unsigned lenient = strict | rapidjson::kParseCommentsFlag |
                                 rapidjson::kParseTrailingCommasFlag | rapidjson::kParseStopWhenDoneFlag;
    TreeBuilder builder(options);
    rapidjson::MemoryStream memory(bytes.data(), bytes.size());
    rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(memory);
    rapidjson::Reader reader;
    const auto result =
        options.lenient ? reader.Parse<lenient>(stream, builder) : reader.Parse<strict>(stream, builder);
    if (!result.IsError()) return builder.take();
    std::string words = builder.refusal();
    if (words.empty()) words = rapidjson::GetParseError_En(result.Code());
    return std::unexpected(JsonError{std::move(words), result.Offset()});
}

Json Json::boolean(bool value) {
    Json made;
    made.kind_ = Kind::boolean;
    made.flag_ = value;
    return made;
}
Json Json::number(std::string text) {
    Json made;
    made.kind_ = Kind::number;
    made.text_ = std::move(text);
    return made;
}
Json Json::string(std::string text) {
    Json made;
    made.kind_ = Kind::string;
    made.text_ = std::move(text);
    return made;
}
Json Json::array(std::vector<Json> items) {
    Json made;
    made.kind_ = Kind::array;
    made.children_ = std::make_shared<const Children>(Children{std::move(items), {}});
    return made;
}
Json Json::object(std::vector<Member> members) {
    Json made;
    made.kind_ = Kind::object;
    made.children_ = std::make_shared<const Children>(Children{{}, std::move(members)});
    return made;
}

std::optional<std::string_view> Json::string() const {
    if (!is_string()) return std::nullopt;
    return text_;
}

std::optional<double> Json::number() const {
    const auto digits = text();
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() ||
        !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<std::int64_t> Json::integer() const {
    const auto digits = text();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

std::optional<bool> Json::boolean() const {
    if (kind_ != Kind::boolean) return std::nullopt;
    return flag_;
}

const Json& Json::operator[](std::string_view key) const {
    const auto all = members();
    for (auto i = all.size(); i > 0; --i)
        if (all[i - 1].first == key) return all[i - 1].second;
    return null_json();
}

const Json& Json::at(std::size_t index) const {
    const auto all = items();
    return index < all.size() ? all[index] : null_json();
}

std::span<const Json> Json::items() const {
    if (!is_array()) return {};
    return children_->items;
}

std::span<const Json::Member> Json::members() const {
    if (!is_object()) return {};
    return children_->members;
}

std::expected<std::string_view, std::string> Json::need_string(std::string_view key) const {
    const Json& found = (*this)[key];
    if (found.is_string()) return std::string_view(found.text_);
    return std::unexpected(fmt::format("\"{}\" is {}", key, found.is_null() ? "missing" : "not a string"));
}

std::expected<std::span<const Json>, std::string> Json::need_array(std::string_view key) const {
    const Json& found = (*this)[key];
    if (found.is_array()) return found.items();
    return std::unexpected(fmt::format("\"{}\" is {}", key, found.is_null() ? "missing" : "not a list"));
}

std::string Json::dump() const {
    JsonWriter writer;
    writer.value(*this);
    return writer.take();
}

struct JsonWriter::State {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
};

JsonWriter::JsonWriter() : state_(std::make_unique<State>()) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::begin_object() { return state_->writer.StartObject(), *this; }
JsonWriter& JsonWriter::end_object() { return state_->writer.EndObject(), *this; }
JsonWriter& JsonWriter::begin_array() { return state_->writer.StartArray(), *this; }
JsonWriter& JsonWriter::end_array() { return state_->writer.EndArray(), *this; }
JsonWriter& JsonWriter::key(std::string_view name) {
    state_->writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    return *this;
}
JsonWriter& JsonWriter::string(std::string_view text) {
    const std::string valid = to_valid_utf8(text);
    state_->writer.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
    return *this;
}
JsonWriter& JsonWriter::number(double value) {
    if (!std::isfinite(value)) return null();
    const std::string text = fmt::format("{}", value);
    state_->writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
    return *this;
}
JsonWriter& JsonWriter::integer(std::int64_t value) { return state_->writer.Int64(value), *this; }
JsonWriter& JsonWriter::boolean(bool value) { return state_->writer.Bool(value), *this; }
JsonWriter& JsonWriter::null() { return state_->writer.Null(), *this; }

JsonWriter& JsonWriter::value(const Json& tree) {
    switch (tree.kind()) {
        case Json::Kind::null:
            return null();
        case Json::Kind::boolean:
            return boolean(tree.boolean().value_or(false));
        case Json::Kind::string:
            return string(tree.text());
        case Json::Kind::number:
            state_->writer.RawValue(tree.text().data(), tree.text().size(), rapidjson::kNumberType);
            return *this;
        case Json::Kind::array:
            begin_array();
            for (const auto& item : tree.items()) value(item);
            return end_array();
        case Json::Kind::object:
            begin_object();
            for (const auto& [name, item] : tree.members()) key(name).value(item);
            return end_object();
    }
    return *this;
}

JsonWriter& JsonWriter::member(std::string_view name, std::string_view text) {
    return key(name).string(text);
}
JsonWriter& JsonWriter::member(std::string_view name, std::optional<double> number_value) {
    key(name);
    return number_value ? number(*number_value) : null();
}
JsonWriter& JsonWriter::member(std::string_view name, std::int64_t number_value) {
    return key(name).integer(number_value);
}
JsonWriter& JsonWriter::member(std::string_view name, bool truth) { return key(name).boolean(truth); }

std::string JsonWriter::take() { return {state_->buffer.GetString(), state_->buffer.GetSize()}; }

}  // namespace reputed::base
