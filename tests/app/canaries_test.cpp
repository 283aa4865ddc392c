// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Every secret of every portal, marked, and told back by portals that echo all they know: none of them may
// be in a file, a log, a page, a mail or an export. Portals are walked as the registry has them, so that
// one that comes later is tested too.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <thread>

#include "../contract/samples.hpp"
#include "../contract/script_server.hpp"
#include "app.hpp"
#include "browserless.hpp"
#include "fetchers/base64.hpp"
#include "fetchers/fetcher.hpp"
#include "household.hpp"

using namespace reputed;
using namespace reputed::tests;
using reputed::test::Answered;
using reputed::test::Asked;

namespace {

namespace fs = std::filesystem;

/// Marked so that no honest text holds it, and of letters that every encoding leaves alone.
std::string canary(const std::string& slug, std::string_view what) {
    std::string text = fmt::format("CANARY.{}.{}.sings", slug, what);
    std::ranges::replace(text, '_', '.');
    return text;
}

const std::string key_begins = "-----BEGIN " + std::string("PRIVATE KEY-----");

/// The first line of a key's own letters, as it stands in a PEM file or in JSON around one.
std::string key_line_in(const std::string& text) {
    const auto at = text.find_first_of("\\\n", text.find(key_begins));
    return text.substr(at + (text[at] == '\n' ? 1 : 2), 64);
}

/// What stands in its Authorization line behind the scheme, or "nothing".
std::string credentials_in(const Asked& asked) {
    constexpr std::string_view name = "authorization: ";
    const auto at = asked.head.find(name);
    if (at == std::string::npos) return "nothing";
    const auto value = asked.sent.substr(at + name.size(), asked.sent.find('\r', at) - at - name.size());
    const bool has_scheme = value.starts_with("Basic ") || value.starts_with("Bearer ");
    return has_scheme ? value.substr(value.find(' ') + 1) : value;
}

/// One source of a portal: each field that its portal calls secret holds a canary, or a key made for this
/// run.
struct Cage {
    const fetchers::Portal* portal = nullptr;
    const test::Sample* sample = nullptr;
    core::Source source;
    std::vector<std::string> words;  ///< secret settings
    std::vector<std::string> keys;   ///< a line of each, which no portal is ever told
    std::string access, refresh;
};

/// Whether the source holds a secret there now.
bool hide(Cage& cage, const std::string& name) {
    auto& settings = cage.source.settings;
    const bool wanted = settings.contains(name);
    if (wanted && settings[name].contains(key_begins)) {
        cage.keys.push_back(key_line_in(settings[name]));
        return true;
    }
    settings[name] = canary(cage.source.slug, name);
    if (!wanted && !fetchers::check_settings(cage.source).empty()) {  // one way to sign in excludes another
        settings.erase(name);
        return false;
    }
    cage.words.push_back(settings[name]);
    return true;
}

/// None for a portal that asks for no secret.
std::optional<Cage> cage_for(const fetchers::Portal& portal, const std::string& server) {
    Cage cage;
    cage.portal = &portal;
    for (const auto& sample : test::samples())
        if (sample.portal == portal.name) cage.sample = &sample;
    REQUIRE(cage.sample != nullptr);
    auto& source = cage.source;
    source.slug = source.name = source.portal = portal.name;
    source.interval = std::chrono::hours{24 * 7};
    const std::string base = server + "/" + source.slug;
    source.settings = cage.sample->settings(base);
    bool secretive = portal.consent != nullptr;
    for (const auto& field : portal.settings) {
        const std::string name(field.name);
        // Nothing may lead out of this machine.
        if (field.kind == fetchers::SettingKind::url && !source.settings.contains(name))
            source.settings[name] = base;
        if (field.kind == fetchers::SettingKind::secret) secretive |= hide(cage, name);
    }
    cage.access = canary(source.slug, "access");
    cage.refresh = canary(source.slug, "refresh");
    CAPTURE(portal.name);
    REQUIRE(fetchers::check_settings(source).empty());
    return secretive ? std::optional(std::move(cage)) : std::nullopt;
}

enum class Mood { refuses, answers, babbles, fails };
constexpr std::array moods{Mood::refuses, Mood::answers, Mood::babbles, Mood::fails};

class Aviary {
  public:
    Aviary() : server_([this](const Asked& asked) { return answer(asked); }) {
        for (const auto& portal : fetchers::portals())
            if (portal.polls)
                if (auto cage = cage_for(portal, server_.base_url())) cages.push_back(*std::move(cage));
    }

    [[nodiscard]] std::set<std::string> credentials() const {
        std::set<std::string> all;
        for (const auto& asked : server_.asked()) all.insert(credentials_in(asked));
        all.erase("nothing");
        return all;
    }

    [[nodiscard]] std::set<std::string> visited() const {
        std::set<std::string> slugs;
        for (const auto& asked : server_.asked()) slugs.insert(slug_of(asked.target));
        return slugs;
    }

    std::vector<Cage> cages;
    std::atomic<Mood> mood = Mood::refuses;

  private:
    static std::string slug_of(const std::string& target) {
        return target.substr(1, target.find_first_of("/?", 1) - 1);
    }

    /// Whoever answers knows what it was told, and the portal what its token endpoint gave.
    [[nodiscard]] std::string said_to(const Cage& cage, const Asked& asked, bool token) const {
        std::vector<std::string> all = cage.words;
        all.push_back(credentials_in(asked));
        const bool gave_tokens = signed_in_.contains(cage.source.slug);
        if (token && (gave_tokens || cage.portal->consent != nullptr)) all.push_back(cage.refresh);
        if (gave_tokens) all.push_back(cage.access);
        return fmt::format("{}", fmt::join(all, " "));
    }

    Answered answer(const Asked& asked) {
        const auto slug = slug_of(asked.target);
        const auto cage = std::ranges::find(cages, slug, [](const Cage& one) { return one.source.slug; });
        if (cage == cages.end()) return test::answer(404);
        const bool token = asked.method == "POST" && asked.target.contains("token");
        if (token && (mood == Mood::answers || mood == Mood::babbles)) signed_in_.insert(slug);
        const std::string echo = said_to(*cage, asked, token);
        const std::string headers = fmt::format("X-You-Said: {0}\r\nETag: \"{0}\"\r\n", echo);
        switch (mood) {
            case Mood::refuses:
                return test::answer(401, headers, R"({"error":"invalid_grant","about":")" + echo + "\"}");
            case Mood::answers:
                return token ? test::answer(200, headers, tokens_of(slug))
                             : test::answer(200,
                                            headers + "Content-Type: " +
                                                std::string(cage->sample->content_type) + "\r\n",
                                            spoken(*cage, asked.target, echo));
            case Mood::babbles:
                return token ? test::answer(200, headers, tokens_of(slug))
                             : test::answer(200, headers, "<p>Hello " + echo);
            case Mood::fails:
                return test::answer(500, headers, std::string(1990, '.') + echo);
        }
        return test::answer(500);
    }

    static std::string tokens_of(const std::string& slug) {
        return fmt::format(R"({{"access_token":"{}","refresh_token":"{}","expires_in":1}})",
                           canary(slug, "access"), canary(slug, "refresh"));
    }

    /// Reviews that say the secrets.
    static std::string spoken(const Cage& cage, const std::string& target, const std::string& echo) {
        std::string document = cage.sample->document(target, false);
        for (auto at = document.find("Words"); at != std::string::npos; at = document.find("Words", at + 5))
            document.insert(at + 5, " " + echo);
        return document;
    }

    std::set<std::string> signed_in_;
    test::ScriptServer server_;
};

/// What the program writes on standard error while this lives.
class CapturedLog {
  public:
    explicit CapturedLog(const fs::path& file) : before_(::dup(2)) {
        const int log = ::open(file.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
        ::dup2(log, 2);
        ::close(log);
    }
    ~CapturedLog() {
        ::dup2(before_, 2);
        ::close(before_);
    }
    CapturedLog(const CapturedLog&) = delete;
    CapturedLog& operator=(const CapturedLog&) = delete;

  private:
    int before_;
};

/// A folder with the settings, and a service over it.
class House {
  public:
    House() : folder_(fs::temp_directory_path() / fmt::format("reputed-canaries-{}", ::getpid())) {
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "data");
        std::ofstream(config()) << fmt::format(R"([store]
folder = "{}/data"
[web]
port = 0
[log]
level = "debug"
[alerts]
to = ["owner@morvela.example"]
[polling]
spacing = "1ms"
allow_private = true
[[location]]
slug = "gdansk"
)",
                                               folder_.string());
    }
    ~House() { fs::remove_all(folder_); }
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    [[nodiscard]] fs::path config() const { return folder_ / "reputed.toml"; }
    [[nodiscard]] fs::path log() const { return folder_ / "log"; }
    [[nodiscard]] ops::Settings settings() const { return ops::read_settings(config()).value(); }

    void furnish(std::vector<Cage>& cages) const {
        const auto now = base::SystemClock().now();
        const auto store = storage::open_store(store_options(settings()));
        store->write_now([&](storage::Roles& roles) {
            core::Location location;
            location.slug = location.name = "gdansk";
            location.alert_to = {"owner@morvela.example"};
            const auto place = roles.places.put(location, now);
            for (auto& cage : cages) {
                cage.source.location = place;
                cage.source.id = roles.places.put(cage.source, now);
                if (cage.portal->consent != nullptr)
                    roles.grants.set_grant(fmt::format("consent/{}", cage.source.id.value),
                                           canary(cage.source.slug, "refresh"), now);
            }
        });
    }
    /// All that a command prints.
    [[nodiscard]] std::string run(const std::string& command) const {
        const auto line =
            fmt::format("{}/reputed {} --config {} 2>&1", REPUTED_BUILD, command, config().string());
        std::FILE* pipe = ::popen(line.c_str(), "r");
        REQUIRE(pipe != nullptr);
        std::string output;
        std::array<char, 4096> buffer{};
        while (const auto got = std::fread(buffer.data(), 1, buffer.size(), pipe))
            output.append(buffer.data(), got);
        ::pclose(pipe);
        return output;
    }
    [[nodiscard]] std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
            std::ifstream in(entry.path(), std::ios::binary);
            std::stringstream bytes;
            if (entry.is_regular_file()) bytes << in.rdbuf();
            all[entry.path().string()] = bytes.str();
        }
        return all;
    }

  private:
    fs::path folder_;
};

std::vector<std::string> links_in(const std::string& page, const std::string& pattern) {
    const std::regex wanted(pattern);
    std::set<std::string> links;
    for (std::sregex_iterator found(page.begin(), page.end(), wanted), end; found != end; ++found)
        links.insert(found->str());
    return {links.begin(), links.end()};
}

class Listener {
  public:
    explicit Listener(const std::vector<Cage>& cages) {
        for (const auto& cage : cages) {
            songs_.insert(cage.words.begin(), cage.words.end());
            songs_.insert(cage.keys.begin(), cage.keys.end());
            songs_.insert({cage.access, cage.refresh});
        }
    }
    void listen_for(const std::set<std::string>& more) { songs_.insert(more.begin(), more.end()); }
    void check(const std::string& where, const std::string& text) const {
        for (const auto& song : songs_) {
            CAPTURE(where, song);
            const bool heard = text.contains(song);
            CHECK_FALSE(heard);
        }
    }

  private:
    std::set<std::string> songs_;
};

/// Every page that tells of sources, their reviews and their trouble.
void check_pages(Visitor& owner, const std::vector<Cage>& cages, const Listener& listener) {
    std::vector<std::string> paths{"/sources", "/queue?tab=all", "/settings", "/outbox"};
    for (const auto& cage : cages)
        for (const auto* part : {"", "/connect", "/places"})
            paths.push_back(fmt::format("/sources/{}{}", cage.source.id.value, part));
    for (const auto& [page, links] :
         {std::pair("/sources", "/incidents/[0-9]+"), std::pair("/queue?tab=all", "/reviews/[0-9]+"),
          std::pair("/outbox", "/outbox/[0-9]+")})
        for (const auto& link : links_in(owner.get(page).body, links)) paths.push_back(link);
    for (const auto& path : paths) listener.check(path, owner.get(path).body);
}

}  // namespace

TEST_CASE("no secret of any portal comes out anywhere, whatever the portal says back", "[app]") {
    const House house;
    Aviary aviary;
    REQUIRE(aviary.cages.size() >= 10);
    house.furnish(aviary.cages);
    Listener listener(aviary.cages);
    {
        const CapturedLog log(house.log());
        AppOptions options;
        options.settings = house.settings();
        options.handle_signals = false;
        App app(std::move(options));
        std::thread thread([&] { app.run(); });
        Visitor owner(app.port());
        const auto link = app.signin_link("owner@morvela.example", "Owner");
        const auto path = link.substr(link.find('/', 8));
        (void)owner.get(path);
        (void)owner.post(path, {});
        for (const auto mood : moods) {
            aviary.mood = mood;
            for (const auto& cage : aviary.cages) {
                const auto told = owner.post(fmt::format("/sources/{}/poll", cage.source.id.value), {});
                listener.check("polled " + cage.source.slug, told.head + told.body);
            }
            listener.listen_for(aviary.credentials());
            check_pages(owner, aviary.cages, listener);
            // While it runs, so that the log of the last commits is looked at too.
            for (const auto& [file, bytes] : house.files()) listener.check(file, bytes);
        }
        app.stop();
        thread.join();
    }
    const auto visited = aviary.visited();
    for (const auto& cage : aviary.cages) {
        CAPTURE(cage.source.slug);
        CHECK(visited.contains(cage.source.slug));
    }
    const auto log = house.files().at(house.log().string());
    CHECK(log.contains("room=poll"));
    for (const std::string& command :
         std::vector<std::string>{"export", "export --format csv", "poll " + aviary.cages[0].source.slug}) {
        const auto output = house.run(command);
        CHECK_FALSE(output.empty());
        listener.check(command, output);
    }
}
