// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/facts.hpp"

#include <cmath>

#include "base/json.hpp"
#include "base/utf8.hpp"

namespace reputed::alerts {
namespace {

/// U+202A to U+202E and U+2066 to U+2069 turn the direction of whatever follows, ours included.
bool turns_direction(std::string_view at) {
    if (!at.starts_with("\xe2\x80") && !at.starts_with("\xe2\x81")) return false;
    if (at.size() < 3) return false;
    const auto last = static_cast<unsigned char>(at[2]);
    return at[1] == '\x80' ? last >= 0xaa && last <= 0xae : last >= 0xa6 && last <= 0xa9;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }

std::string cleaned(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (turns_direction(text.substr(at))) {
            at += 3;
            continue;
        }
        out += is_control(text[at]) && text[at] != '\n' ? ' ' : text[at];
        ++at;
    }
    return out;
}

std::string one_line(std::string_view text, std::size_t most) {
    std::string out;
    for (const char c : cleaned(text)) {
        const bool blank = c == ' ' || c == '\n';
        if (!blank) out += c;
        if (blank && !out.empty() && out.back() != ' ') out += ' ';
    }
    if (out.ends_with(' ')) out.pop_back();
    const auto part = base::first_code_points(out, most);
    return part.size() < out.size() ? std::string(part) + "…" : out;
}

std::string iso(const std::optional<core::Instant>& at) { return at ? core::to_iso(*at) : std::string{}; }

void write(base::JsonWriter& json, const Verdict& verdict) {
    json.member("stars", verdict.stars).member("native", verdict.native).member("mention", verdict.mention);
}

void write_review(base::JsonWriter& json, const Facts& facts) {
    json.member("author", facts.author).member("title", facts.title).member("body", facts.body);
    json.member("cut", facts.cut).member("language", facts.language).member("edited", facts.edited);
    write(json, facts.verdict);
    json.member("urgency", core::words_of(facts.urgency)).member("topics", core::words_of(facts.topics));
    json.member("conflict", facts.conflict).member("grievance", facts.grievance);
    json.member("url", facts.url).member("due", iso(facts.due));
    json.member("published", facts.published).member("first_seen", iso(facts.first_seen));
}

void write_digest(base::JsonWriter& json, const Facts& facts) {
    json.member("count", facts.count).member("negative", facts.negative).member("folded", facts.folded);
    json.key("told").begin_array();
    for (const auto& told : facts.told) {
        json.begin_object().member("review", told.review.value);
        write(json, told.verdict);
        json.member("portal", told.portal).member("location", told.location);
        json.member("urgency", core::words_of(told.urgency)).end_object();
    }
    json.end_array();
}

/// Reads members of one object; what is missing is empty.
class Reader {
  public:
    explicit Reader(const base::Json& from) : from_(from) {}
    [[nodiscard]] std::string line(const char* name, std::size_t most = 200) const {
        return one_line(from_[name].text(), most);
    }
    [[nodiscard]] std::string text(const char* name) const { return cleaned(from_[name].text()); }
    [[nodiscard]] std::int64_t number(const char* name) const { return from_[name].integer().value_or(0); }
    [[nodiscard]] bool truth(const char* name) const { return from_[name].boolean().value_or(false); }
    [[nodiscard]] std::optional<core::Instant> instant(const char* name) const {
        return core::from_iso(std::string(from_[name].text()));
    }
    [[nodiscard]] Verdict verdict() const {
        return {static_cast<int>(std::clamp<std::int64_t>(number("stars"), 0, 5)), line("native", 20),
                truth("mention")};
    }

  private:
    const base::Json& from_;
};

std::vector<ToldReview> told_from(const base::Json& list) {
    std::vector<ToldReview> told;
    for (const auto& item : list.items()) {
        const Reader from(item);
        told.push_back({core::ReviewId{from.number("review")}, from.verdict(), from.line("portal"),
                        from.line("location"), core::urgency_in(from.line("urgency"))});
    }
    return told;
}

void read_review(Facts& facts, const Reader& from) {
    facts.author = from.line("author", 120);
    facts.title = from.line("title", 300);
    facts.body = from.text("body");
    facts.cut = from.truth("cut");
    facts.language = from.line("language", 35);
    facts.verdict = from.verdict();
    facts.edited = from.truth("edited");
    facts.urgency = core::urgency_in(from.line("urgency"));
    facts.topics = core::topics_in(from.line("topics", 400));
    facts.conflict = from.truth("conflict");
    facts.grievance = from.truth("grievance");
    facts.url = from.line("url", 2000);
    facts.due = from.instant("due");
    facts.published = from.line("published", 40);
    facts.first_seen = from.instant("first_seen");
}

}  // namespace

Verdict verdict_of(const core::Item& item) {
    Verdict verdict;
    verdict.mention = item.kind == core::ItemKind::mention;
    if (!item.rating) return verdict;
    const auto& rating = *item.rating;
    verdict.stars = rating.stars();
    const bool whole_stars =
        rating.best == 5 && rating.worst == 1 && rating.value == std::floor(rating.value);
    if (!whole_stars) verdict.native = fmt::format("{:g}/{:g}", rating.value, rating.best);
    return verdict;
}

std::string to_json(const Facts& facts) {
    base::JsonWriter json;
    json.begin_object().member("portal", facts.portal).member("location", facts.location);
    json.member("zone", facts.zone).member("source", facts.source);
    write_review(json, facts);
    write_digest(json, facts);
    json.member("since", iso(facts.since)).member("incident", facts.incident).member("seen", facts.seen);
    json.member("answer", facts.answer).member("answer_state", facts.answer_state);
    json.member("taking_back", facts.taking_back);
    json.end_object();
    return json.take();
}

Facts facts_from(std::string_view json) {
    Facts facts;
    const auto parsed = base::Json::parse(json);
    if (!parsed) return facts;
    const Reader from(*parsed);
    facts.portal = from.line("portal", 80);
    facts.location = from.line("location", 120);
    if (auto zone = from.line("zone", 64); !zone.empty()) facts.zone = std::move(zone);
    facts.source = from.line("source", 120);
    read_review(facts, from);
    facts.count = from.number("count");
    facts.negative = from.number("negative");
    facts.folded = from.truth("folded");
    facts.told = told_from((*parsed)["told"]);
    facts.since = from.instant("since");
    facts.incident = from.line("incident", 40);
    facts.seen = from.line("seen", 500);
    facts.answer = from.text("answer");
    facts.answer_state = from.line("answer_state", 40);
    facts.taking_back = from.truth("taking_back");
    return facts;
}

}  // namespace reputed::alerts
