// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Tags of XML that no parser reads: where they are and what they are called, nothing more.
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace reputed::fetchers::feed {

/// White space between inline elements matters to xhtml content.
inline constexpr unsigned xml_reading = pugi::parse_default | pugi::parse_ws_pcdata;

[[nodiscard]] bool is_sound(std::string_view xml);

/// The name that begins at `at`, behind "<" or "</".
[[nodiscard]] std::string_view tag_name_at(std::string_view text, std::size_t at);
[[nodiscard]] std::string_view without_prefix(std::string_view name);

/// An opening tag that is well-formed: quotation marks are set where they are missing, and where that does
/// not help, it has no attributes.
[[nodiscard]] std::string sound_opening(std::string_view tag);

/// Goes from "<" to "<", over comments and CDATA where they are closed.
class Walker {
  public:
    explicit Walker(std::string_view text) : text_(text) {}
    /// The next "<" of a tag, or npos.
    [[nodiscard]] std::size_t next();

  private:
    void skip(std::string_view mark, std::size_t& end);

    std::string_view text_;
    std::size_t at_ = 0;
    // The next ends from here on, kept so that many beginnings do not look for the same end again.
    std::size_t cdata_end_ = 0;
    std::size_t comment_end_ = 0;
};

}  // namespace reputed::fetchers::feed
