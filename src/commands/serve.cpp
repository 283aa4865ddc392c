// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app.hpp"
#include "commands/commands.hpp"
#include "household.hpp"
#include "ops/folder_lock.hpp"
#include "storage/store.hpp"

namespace reputed::commands {
namespace {

/// Runs the application; every way it cannot start ends here as a sentence.
int run(AppOptions options, void (*greet)(App&)) {
    try {
        App app(std::move(options));
        greet(app);
        std::fflush(stdout);
        app.run();
        return done;
    } catch (const ops::FolderTaken& taken) {
        fmt::print(stderr, "{}\n", taken.what());
        return no_store;
    } catch (const storage::StoreError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return no_store;
    } catch (const SettingError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return not_done;
    }
}

/// The stand-in portals as a child of the demonstration. They end with us: they watch our end of a pipe.
class Sandbox {
  public:
    Sandbox() {
        int to_child[2];
        int from_child[2];
        if (::pipe2(to_child, O_CLOEXEC) != 0 || ::pipe2(from_child, O_CLOEXEC) != 0) return;
        const auto program =
            (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "reputed-sandbox").string();
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(to_child[0], STDIN_FILENO);
            ::dup2(from_child[1], STDOUT_FILENO);
            ::execl(program.c_str(), program.c_str(), "--demo", "--tied", "--port", "0",
                    static_cast<char*>(nullptr));
            ::_exit(127);
        }
        ::close(to_child[0]);
        ::close(from_child[1]);
        hold_ = to_child[1];
        address_ = first_line(from_child[0]);
        ::close(from_child[0]);
    }
    ~Sandbox() {
        if (child_ <= 0) return;
        ::close(hold_);
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
    }
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    /// "http://127.0.0.1:PORT", or empty when it did not start.
    [[nodiscard]] const std::string& address() const { return address_; }

  private:
    static std::string first_line(int file) {
        std::string line;
        char c = 0;
        while (line.size() < 200 && ::read(file, &c, 1) == 1 && c != '\n') line += c;
        const auto at = line.find("http://");
        return at == std::string::npos ? std::string{} : line.substr(at);
    }

    pid_t child_ = -1;
    int hold_ = -1;
    std::string address_;
};

std::optional<std::string> demo_settings_text(const std::string& sandbox) {
    const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    for (const auto& file : {beside / "demo.toml", beside / "../../config/demo.toml",
                             std::filesystem::path("/usr/share/reputed/demo.toml")}) {
        std::ifstream in(file);
        if (!in) continue;
        std::stringstream text;
        text << in.rdbuf();
        std::string settings = text.str();
        constexpr std::string_view mark = "{sandbox}";
        for (auto at = settings.find(mark); at != std::string::npos; at = settings.find(mark, at))
            settings.replace(at, mark.size(), sandbox);
        return settings;
    }
    return std::nullopt;
}

void greet_demo(App& app) {
    fmt::print("listening on {}\n", app.address());
    fmt::print(
        "\nThe demonstration is running. These reviews are invented; new ones keep arriving.\n"
        "  Open this link to sign in (it works once, start again for another):\n    {}\n"
        "  Mails about bad reviews stand on the Outbox page.\n  Ctrl+C ends it and leaves nothing behind.\n",
        app.signin_link("owner@morvela.example", "Owner of Morvela"));
}

void greet_service(App& app) {
    fmt::print("listening on {}\n", app.address());
    if (const auto link = app.setup_link(); !link.empty())
        fmt::print(
            "set up: {}\nOpen this link to become the owner of this installation. It works once, for 24 "
            "hours.\n",
            link);
}

}  // namespace

int serve(const std::string& config) {
    auto settings = settings_or_complaint(config);
    if (!settings) return not_done;
    AppOptions options;
    options.settings = std::move(*settings);
    options.reread = [config] { return ops::read_settings(config); };
    return run(std::move(options), greet_service);
}

int demo(int port) {
    const Sandbox sandbox;
    if (sandbox.address().empty()) {
        fmt::print(stderr,
                   "The stand-in portals (reputed-sandbox, beside this program) did not start. Build them "
                   "with ./run --build.\n");
        return not_done;
    }
    const auto text = demo_settings_text(sandbox.address());
    if (!text) {
        fmt::print(
            stderr,
            "The demonstration's settings (demo.toml) were not found beside this program or in config/.\n");
        return not_done;
    }
    auto settings = ops::read_settings_text(*text, "demo.toml");
    if (!settings) {
        for (const auto& problem : settings.error()) fmt::print(stderr, "{}\n", ops::describe(problem));
        return not_done;
    }
    auto folder = (std::filesystem::temp_directory_path() / "reputed-demo-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
        fmt::print(stderr, "No folder for the demonstration could be made in {}.\n",
                   std::filesystem::temp_directory_path().string());
        return not_done;
    }
    AppOptions options;
    options.settings = std::move(*settings);
    // The folder is thrown away afterwards; the encoder is the one that was installed for real.
    options.settings.judgement.encoder = encoder_file(options.settings);
    options.settings.store.folder = folder;
    options.settings.web.port = port;
    options.demo = true;
    const int code = run(std::move(options), greet_demo);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return code;
}

}  // namespace reputed::commands
