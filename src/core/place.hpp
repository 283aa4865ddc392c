// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Locations, sources and people: what the owner sets up.
#pragma once
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.hpp"
#include "core/instant.hpp"

namespace reputed::core {

struct Location {
    LocationId id;
    std::string slug;  ///< the short name used in settings, addresses and commands
    std::string name;
    std::string zone = "UTC";     ///< IANA time zone
    std::string language = "en";  ///< of the people there, for mails
    std::chrono::minutes answer_within{24 * 60};
    std::vector<std::string> alert_to;  ///< mail addresses
    bool by_file = false;               ///< declared in the settings file, read-only on the pages
    bool archived = false;
};

struct Pause {
    std::string by;
    std::string reason;
    Instant since{};
};

struct Source {
    SourceId id;
    LocationId location;
    std::string slug;
    std::string portal;  ///< a name of the registry
    std::string name;
    std::map<std::string, std::string> settings;   ///< the portal's own, checked by the portal
    std::optional<std::chrono::seconds> interval;  ///< none: the portal's default
    std::optional<Pause> pause;
    bool by_file = false;
    bool archived = false;
    Instant created{};
};

enum class Role { owner, manager, responder, reader };

struct Person {
    PersonId id;
    std::string mail;  ///< lower case; what one signs in with
    std::string name;
    Role role = Role::responder;
    std::string password_hash;  ///< Argon2id with its parameters; empty: cannot sign in yet
    std::string language = "en";
    std::string theme;    ///< "", "light" or "dark"; empty: the device decides
    std::string density;  ///< "" or "compact"
    bool single_keys = true;
    bool by_file = false;
    bool disabled = false;
    Instant created{};
};

[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::optional<Role> role_named(std::string_view name);
/// Lower-case letters, digits and dashes, 1 to 64.
[[nodiscard]] bool is_slug(std::string_view text);
/// A slug made from any name; never empty.
[[nodiscard]] std::string slug_from(std::string_view name);

}  // namespace reputed::core
