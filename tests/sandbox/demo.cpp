// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "demo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <numeric>

namespace reputed::sandbox {
namespace {

using namespace std::chrono_literals;

struct Scripted {
    std::string_view place;
    std::string_view language;
    std::string_view author;
    int rating;
    int best;
    std::string_view title;
    std::string_view body;
};

struct ScriptedEdit {
    std::string_view place;
    std::string_view author;
    int rating;
    std::string_view title;
    std::string_view body;
};

constexpr Scripted judged[] = {
#include "demo_judged.inc"
};

/// Those that show what judging the text is for come first.
constexpr Scripted reviews[] = {
#include "demo_judged.inc"
#include "demo_reviews.inc"
};

constexpr ScriptedEdit edits[] = {
#include "demo_edits.inc"
};

/// Place and author of what somebody regrets and takes away.
constexpr std::pair<std::string_view, std::string_view> removals[] = {{"mastodon/morvela", "polina_le"},
                                                                      {"feed/forum", "lukasz.b"}};

constexpr std::pair<const char*, const char*> titles[] = {
    {"page/guests-gdansk", "Morvela Gdańsk"},
    {"page/guests-leipzig", "Morvela Leipzig"},
    {"page/guests-shiraz", "Morvela Shiraz"},
    {"feed/forum", "Forum miejskie Gdańsk"},
    {"feed/safar", "سفر با هم"},
    {"app_store/1630000042/pl", "Morvela Key"},
    {"app_store/1630000042/de", "Morvela Key"},
    {"app_store/1630000042/us", "Morvela Key"},
    {"mastodon/morvela", "#morvela"},
};

std::optional<double> rating_of(int stars) {
    return stars == 0 ? std::nullopt : std::optional<double>(stars);
}

std::vector<std::size_t> shuffled(std::size_t from, std::size_t to, std::mt19937& random) {
    std::vector<std::size_t> numbers(to - from);
    std::iota(numbers.begin(), numbers.end(), from);
    std::ranges::shuffle(numbers, random);
    return numbers;
}

/// Every third review is one of the judged ones, as long as there are any.
std::vector<std::size_t> order_of_arrival(std::mt19937& random) {
    auto order = shuffled(std::size(judged), std::size(reviews), random);
    const auto special = shuffled(0, std::size(judged), random);
    for (std::size_t i = 0; i < special.size(); ++i) {
        const auto place = std::min(3 * i + 2, order.size());
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(place), special[i]);
    }
    return order;
}

std::optional<Statement> find_by(const World& world, std::string_view place, std::string_view author) {
    for (auto& statement : world.readable(std::string(place)))
        if (statement.author == author) return statement;
    return std::nullopt;
}

}  // namespace

Demo::Demo(World& world, DemoOptions options) : world_(world), random_(options.seed) {
    for (const auto& [place, title] : titles) {
        world_.set_title(place, title);
        // The guest book is the hotel's own page and names its entries, so that edits are recognised.
        if (std::string_view(place).starts_with("page/")) world_.set_shape(place, "ids", true);
    }
    order_ = order_of_arrival(random_);
    publish_history(options.history);
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Demo::publish_history(std::size_t count) {
    const Instant now = base::SystemClock().now();
    for (std::size_t i = 0; i < count; ++i) {
        // Dense near today, thin towards six weeks ago, as real histories are.
        const double age = static_cast<double>(count - i) / static_cast<double>(count);
        const auto minutes = std::chrono::minutes(static_cast<int>(42 * 24 * 60 * age * age) + 7);
        publish_next(now - minutes - std::chrono::seconds(random_() % 60));
    }
}

void Demo::publish_next(std::optional<Instant> at) {
    if (published_ == order_.size()) return;
    const Scripted& script = reviews[order_[published_++]];
    Draft draft;
    draft.place = script.place;
    draft.author = script.author;
    draft.language = script.language;
    draft.best = script.best;
    draft.at = at;
    draft.title = script.title;
    draft.body = script.body;
    draft.rating = rating_of(script.rating);
    (void)world_.publish(std::move(draft));
}

void Demo::act(std::size_t step) {
    if (step % 17 == 16) {
        remove_next();
    } else if (step % 6 != 5 || !edit_next()) {
        publish_next(std::nullopt);
    }
}

bool Demo::edit_next() {
    if (edits_done_ == std::size(edits)) return false;
    for (std::size_t i = edits_done_; i < std::size(edits); ++i) {
        const ScriptedEdit& script = edits[i];
        const auto target = find_by(world_, script.place, script.author);
        if (!target || target->edited()) continue;
        Draft draft;
        draft.title = script.title;
        draft.body = script.body;
        draft.rating = rating_of(script.rating);
        if (i == edits_done_) ++edits_done_;
        return world_.edit(target->number, draft);
    }
    return false;
}

void Demo::remove_next() {
    if (removals_done_ == std::size(removals)) return;
    const auto& [place, author] = removals[removals_done_];
    const auto target = find_by(world_, place, author);
    if (!target) return;
    ++removals_done_;
    (void)world_.remove(target->number);
}

void Demo::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any quiet;
    const auto started = std::chrono::steady_clock::now();
    for (std::size_t step = 0; !stop.stop_requested(); ++step) {
        const bool lively = std::chrono::steady_clock::now() - started < 2min;
        const auto pause = lively ? 6000 + random_() % 4000 : 20'000 + random_() % 20'000;
        std::unique_lock lock(mutex);
        quiet.wait_for(lock, stop, std::chrono::milliseconds(pause), [] { return false; });
        if (!stop.stop_requested()) act(step);
    }
}

void publish_numbered(World& world, std::size_t count) {
    const Instant now = base::SystemClock().now();
    for (const char* place : {"app_store/1630000042/us", "page/guests", "feed/forum", "mastodon/morvela"}) {
        for (std::size_t i = 0; i < count; ++i) {
            const bool mention = !std::string_view(place).starts_with("app") && place[0] != 'p';
            Draft draft;
            draft.place = place;
            draft.author = fmt::format("guest{}", i + 1);
            draft.language = "en";
            draft.at = now - std::chrono::minutes(10 * (count - i));
            draft.title = fmt::format("Stay number {}", i + 1);
            draft.body = fmt::format("This is what guest number {} has to say about the stay.", i + 1);
            if (!mention) draft.rating = static_cast<double>(i % 5 + 1);
            (void)world.publish(std::move(draft));
        }
    }
}

}  // namespace reputed::sandbox
