// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The composition root as an object: build, start, tell the address, stop. A test runs it whole on port 0.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "ops/settings.hpp"

namespace reputed {

struct AppOptions {
    ops::Settings settings;
    bool demo = false;  ///< pages say that the reviews are invented
    /// SIGHUP reads the settings again through this; none: the signal is ignored.
    std::function<ops::SettingsOutcome()> reread;
    bool handle_signals = true;
};

class App {
  public:
    /// Takes the data folder, opens the store, binds the port. Throws with a sentence for people.
    explicit App(AppOptions options);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    [[nodiscard]] int port() const;
    [[nodiscard]] std::string address() const;  ///< "http://127.0.0.1:8080"
    /// Non-empty while nobody can sign in yet: the one-time set-up link.
    [[nodiscard]] std::string setup_link();
    /// A one-time link that signs in this person, made when missing (the demonstration's way in).
    [[nodiscard]] std::string signin_link(const std::string& mail, const std::string& name);

    /// Serves until stop() or SIGTERM. The calling thread is the I/O thread.
    void run();
    /// Any thread.
    void stop();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace reputed
