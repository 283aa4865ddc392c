// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "world.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace reputed::sandbox {
namespace {

constexpr std::size_t requests_kept = 200'000;

Place place_named(const std::string& name) {
    const auto slash = name.find('/');
    Place place;
    place.portal = name.substr(0, slash);
    place.key = slash == std::string::npos ? "" : name.substr(slash + 1);
    place.title = place.key;
    return place;
}

}  // namespace

std::string Statement::external_id(bool page_ids) const {
    const Place where = place_named(place);
    if (where.portal == "app_store") return std::to_string(13'000'000'000 + number);
    if (where.portal == "feed") return fmt::format("tag:forum.example,2026:{}:{}", where.key, number);
    if (where.portal == "mastodon")
        return fmt::format("https://social.example/users/{}/statuses/{}", handle_of(*this), status_id(*this));
    if (where.portal == "page" && page_ids)
        return fmt::format("https://pages.example/{}#r{}", where.key, number);
    return {};
}

Statement World::publish(Draft draft) {
    const std::scoped_lock lock(mutex_);
    const Instant now = base::SystemClock().now();
    Statement statement;
    statement.number = static_cast<std::int64_t>(statements_.size()) + 1;
    statement.place = std::move(draft.place);
    statement.author = std::move(draft.author);
    statement.language = std::move(draft.language);
    statement.best = draft.best;
    statement.published = draft.at.value_or(now);
    statement.versions.push_back(
        {statement.published, std::move(draft.title), std::move(draft.body), draft.rating});
    touch(statement.place);
    return statements_.emplace_back(std::move(statement));
}

bool World::edit(std::int64_t number, const Draft& draft) {
    const std::scoped_lock lock(mutex_);
    Statement* found = locate(number);
    if (found == nullptr) return false;
    found->versions.push_back({base::SystemClock().now(), draft.title, draft.body, draft.rating});
    touch(found->place);
    return true;
}

bool World::remove(std::int64_t number) {
    const std::scoped_lock lock(mutex_);
    Statement* found = locate(number);
    if (found == nullptr || found->removed) return false;
    found->removed = base::SystemClock().now();
    touch(found->place);
    return true;
}

bool World::answer(std::int64_t number, std::string text) {
    const std::scoped_lock lock(mutex_);
    Statement* found = locate(number);
    if (found == nullptr) return false;
    found->answer = Answer{base::SystemClock().now(), std::move(text)};
    touch(found->place);
    return true;
}

bool World::take_answer(std::int64_t number, std::string text, std::string state) {
    const std::scoped_lock lock(mutex_);
    Statement* found = locate(number);
    if (found == nullptr) return false;
    found->answer = Answer{base::SystemClock().now(), std::move(text)};
    found->answers_taken.push_back(*found->answer);
    found->answer_state = std::move(state);
    touch(found->place);
    return true;
}

bool World::remove_answer(std::int64_t number) {
    const std::scoped_lock lock(mutex_);
    Statement* found = locate(number);
    if (found == nullptr || !found->answer) return false;
    found->answer.reset();
    found->answer_state.clear();
    touch(found->place);
    return true;
}

bool World::set_answer_state(std::int64_t number, std::string state) {
    const std::scoped_lock lock(mutex_);
    Statement* found = locate(number);
    if (found == nullptr) return false;
    if (state == "gone")
        found->answer.reset();
    else
        found->answer_state = std::move(state);
    return true;
}

void World::set_title(const std::string& place, std::string title) {
    const std::scoped_lock lock(mutex_);
    touch(place).title = std::move(title);
}

void World::set_shape(const std::string& place, const std::string& shape, bool on) {
    const std::scoped_lock lock(mutex_);
    auto& shapes = touch(place).shapes;
    if (on) {
        shapes.insert(shape);
    } else {
        shapes.erase(shape);
    }
}

std::vector<Statement> World::readable(const std::string& place) const {
    const std::scoped_lock lock(mutex_);
    std::vector<Statement> found;
    for (const auto& statement : statements_)
        if (statement.place == place && !statement.removed) found.push_back(statement);
    std::ranges::sort(found, std::ranges::greater{},
                      [](const Statement& one) { return std::pair(one.published, one.number); });
    return found;
}

std::vector<Statement> World::removed(const std::string& place) const {
    const std::scoped_lock lock(mutex_);
    std::vector<Statement> found;
    for (const auto& statement : statements_)
        if (statement.place == place && statement.removed) found.push_back(statement);
    return found;
}

std::optional<Statement> World::find(std::int64_t number) const {
    const std::scoped_lock lock(mutex_);
    if (number < 1 || number > static_cast<std::int64_t>(statements_.size())) return std::nullopt;
    return statements_[static_cast<std::size_t>(number - 1)];
}

std::vector<Statement> World::everything() const {
    const std::scoped_lock lock(mutex_);
    return statements_;
}

std::optional<Place> World::place(const std::string& name) const {
    const std::scoped_lock lock(mutex_);
    const auto found = places_.find(name);
    if (found == places_.end()) return std::nullopt;
    return found->second;
}

std::map<std::string, Place> World::places() const {
    const std::scoped_lock lock(mutex_);
    return places_;
}

void World::note_request(Served request) {
    const std::scoped_lock lock(mutex_);
    requests_.push_back(std::move(request));
    if (requests_.size() <= requests_kept) return;
    requests_.pop_front();
    ++requests_forgotten_;
}

std::vector<Served> World::requests() const {
    const std::scoped_lock lock(mutex_);
    return {requests_.begin(), requests_.end()};
}

std::int64_t World::requests_forgotten() const {
    const std::scoped_lock lock(mutex_);
    return requests_forgotten_;
}

Statement* World::locate(std::int64_t number) {
    if (number < 1 || number > static_cast<std::int64_t>(statements_.size())) return nullptr;
    return &statements_[static_cast<std::size_t>(number - 1)];
}

Place& World::touch(const std::string& name) {
    auto& place = places_.try_emplace(name, place_named(name)).first->second;
    place.changed = base::SystemClock().now();
    return place;
}

std::string status_id(const Statement& statement) {
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(statement.published).time_since_epoch();
    return std::to_string((ms.count() << 16) + (statement.number & 0xffff));
}

std::string handle_of(const Statement& statement) {
    std::string handle;
    for (const char c : statement.author)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')
            handle += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return handle.size() < 3 ? fmt::format("user{}", statement.number) : handle;
}

}  // namespace reputed::sandbox
