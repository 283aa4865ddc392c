// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/passwords.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <deque>
#include <stdexcept>

#include "base/utf8.hpp"
#include "web/text.hpp"

namespace reputed::web {
namespace {

constexpr std::size_t shortest = 8;
constexpr std::size_t longest = 128;
constexpr int most_at_once = 2;
constexpr std::size_t most_waiting = 50;

/// What attackers try first, of those long enough. Lower case.
constexpr std::array<std::string_view, 104> common{
    "password",   "password1",  "password12",   "password123",  "passw0rd",   "p@ssw0rd",   "p@ssword",
    "12345678",   "123456789",  "1234567890",   "0123456789",   "0987654321", "987654321",  "87654321",
    "11111111",   "111111111",  "1111111111",   "00000000",     "000000000",  "0000000000", "12341234",
    "11223344",   "1122334455", "123123123",    "12121212",     "88888888",   "99999999",   "66666666",
    "77777777",   "55555555",   "22222222",     "123456123456", "123456789a", "a123456789", "12345678a",
    "a1234567",   "abcd1234",   "abc12345",     "abc123456",    "1234abcd",   "abcdefgh",   "abcdefg1",
    "aaaaaaaa",   "asdfghjk",   "asdfghjkl",    "asdf1234",     "asdfasdf",   "qwertyui",   "qwertyuiop",
    "qwerty12",   "qwerty123",  "qwerty1234",   "qwer1234",     "1q2w3e4r",   "1q2w3e4r5t", "q1w2e3r4",
    "q1w2e3r4t5", "1qaz2wsx",   "1qaz2wsx3edc", "zaq12wsx",     "zaq1zaq1",   "zxcvbnm1",   "zxcvbnm123",
    "iloveyou",   "iloveyou1",  "sunshine",     "sunshine1",    "princess",   "princess1",  "football",
    "football1",  "baseball",   "baseball1",    "basketball",   "superman",   "superman1",  "starwars",
    "trustno1",   "whatever",   "michelle",     "jennifer",     "jordan23",   "computer",   "internet",
    "samsung1",   "welcome1",   "welcome123",   "letmein1",     "changeme",   "admin123",   "administrator",
    "mustang1",   "charlie1",   "dragon123",    "monkey123",    "master123",  "secret123",  "passwort",
    "passwort1",  "hallo123",   "haslo123",     "polska123",    "misiaczek",  "reputed1"};

/// Nobody's password, with the parameters of hash_password: what is compared for unknown people.
const std::string nobodys_hash =
    "$argon2id$v=19$m=65536,t=2,p=1$q/9ywtVYJfIgD1Bd8PAhtg$UkZN7XbqNqtxswpuVbdtA/ubgm5dNyzSI9L8ssh7iZ0";

void start_sodium() {
    static const int started = sodium_init();
    if (started < 0) throw std::runtime_error("libsodium cannot start");
}

}  // namespace

std::string_view password_problem(std::string_view password) {
    const auto length = base::count_code_points(password);
    if (length < shortest) return "The password needs at least 8 characters.";
    if (length > longest) return "The password can have at most 128 characters.";
    if (std::ranges::find(common, lower(password)) != common.end())
        return "This password is one of those tried first. Choose another.";
    return {};
}

std::string hash_password(const std::string& password) {
    start_sodium();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const int failed =
        crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE);
    if (failed != 0) throw std::runtime_error("there is not enough memory to hash a password");
    return hash.data();
}

bool password_fits(const std::string& hash, const std::string& password) {
    start_sodium();
    if (base::count_code_points(password) > longest) return false;
    const bool known = hash.starts_with("$argon2id$");
    const std::string& compared = known ? hash : nobodys_hash;
    return crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0 && known;
}

struct PasswordDesk::State {
    base::Executor loop;
    base::Executor cpu;
    int running = 0;
    std::deque<std::shared_ptr<base::Completion>> waiting;

    void leave() {
        if (waiting.empty()) {
            --running;
            return;
        }
        // The place goes straight to the next one.
        const auto next = waiting.front();
        waiting.pop_front();
        next->complete();
    }

    void give_up(const std::shared_ptr<base::Completion>& ticket) {
        const auto found = std::ranges::find(waiting, ticket);
        if (found == waiting.end())
            leave();
        else
            waiting.erase(found);
    }
};

namespace {

template <class State>
base::Task<> enter(std::shared_ptr<State> state) {
    if (state->running < most_at_once) {
        ++state->running;
        co_return;
    }
    const auto ticket = base::Completion::make(state->loop);
    state->waiting.push_back(ticket);
    try {
        co_await ticket->wait();
    } catch (...) {
        state->give_up(ticket);
        throw;
    }
}

/// Runs the job in turn; the place is given back however it ends.
template <class State, class Job>
auto in_turn(std::shared_ptr<State> state, Job job) -> base::Task<std::invoke_result_t<Job&>> {
    co_await enter(state);
    struct Leave {
        State& desk;
        ~Leave() { desk.leave(); }
    } const leave{*state};
    auto result = co_await base::run_on(state->cpu, std::move(job));
    co_return result;
}

}  // namespace

PasswordDesk::PasswordDesk(base::Executor loop, base::Executor cpu)
    : state_(std::make_shared<State>(State{std::move(loop), std::move(cpu), 0, {}})) {}

base::Task<std::string> PasswordDesk::hash(std::string password) {
    auto job = [password = std::move(password)] { return hash_password(password); };
    auto result = co_await in_turn(state_, std::move(job));
    co_return result;
}

base::Task<bool> PasswordDesk::fits(std::string hash, std::string password) {
    auto job = [hash = std::move(hash), password = std::move(password)] {
        return password_fits(hash, password);
    };
    const bool result = co_await in_turn(state_, std::move(job));
    co_return result;
}

bool PasswordDesk::is_crowded() const { return state_->waiting.size() >= most_waiting; }

}  // namespace reputed::web
