// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Messages by GMime. Every value is freed of line breaks before the library sees it, and every byte of
// the result is ASCII, so that any server on the way can carry it.
#include <gmime/gmime.h>

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "net/mail.hpp"

namespace reputed::net {
namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class Object>
using Owned = std::unique_ptr<Object, Unref>;

std::string header_text(std::string_view value) {
    std::string out = base::to_valid_utf8(value);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = ' ';
    return out;
}

bool is_language_tag(std::string_view text) {
    return !text.empty() && text.size() <= 35 && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    });
}

/// Every line break becomes `ending`.
std::string with_line_ends(std::string_view text, std::string_view ending) {
    std::string out;
    out.reserve(text.size() + text.size() / 32);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool pair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (text[at] == '\r' || text[at] == '\n')
            out += ending;
        else
            out += text[at];
        if (pair) ++at;
    }
    return out;
}

/// Quoted-printable stays readable for mostly Latin text; base64 is shorter for the rest.
GMimeContentEncoding shorter_encoding(std::string_view text) {
    const auto foreign =
        std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    return static_cast<std::size_t>(foreign) * 6 > text.size() ? GMIME_CONTENT_ENCODING_BASE64
                                                               : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

Owned<GMimePart> text_part(const char* subtype, std::string_view text) {
    const std::string valid = base::to_valid_utf8(text);
    const auto encoding = shorter_encoding(valid);
    // Text inside base64 carries its own line ends (RFC 2045 section 6.8); quoted-printable breaks with the
    // message's.
    const auto content = with_line_ends(valid, encoding == GMIME_CONTENT_ENCODING_BASE64 ? "\r\n" : "\n");
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(content.data(), content.size()));
    const Owned<GMimeDataWrapper> wrapper(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    Owned<GMimePart> part(g_mime_part_new_with_type("text", subtype));
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    g_mime_part_set_content_encoding(part.get(), encoding);
    g_mime_part_set_content(part.get(), wrapper.get());
    return part;
}

Owned<GMimeMultipart> alternatives(const MailDraft& draft) {
    Owned<GMimeMultipart> both(g_mime_multipart_new_with_subtype("alternative"));
    // "=_" occurs in neither encoding, and the same draft always makes the same message.
    const auto boundary =
        "=_" + base::sha256_hex(draft.message_id + draft.subject + draft.text + draft.html).substr(0, 32);
    g_mime_multipart_set_boundary(both.get(), boundary.c_str());
    const auto plain = text_part("plain", draft.text);
    const auto html = text_part("html", draft.html);
    g_mime_multipart_add(both.get(), GMIME_OBJECT(plain.get()));
    g_mime_multipart_add(both.get(), GMIME_OBJECT(html.get()));
    return both;
}

void set_date(GMimeMessage* message, core::Instant date) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(date).time_since_epoch().count();
    const std::unique_ptr<GDateTime, decltype(&g_date_time_unref)> when(
        g_date_time_new_from_unix_utc(seconds), &g_date_time_unref);
    if (when) g_mime_message_set_date(message, when.get());
}

void set_head(GMimeMessage* message, const MailDraft& draft) {
    const auto from_name = header_text(draft.from_name);
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM,
                               from_name.empty() ? nullptr : from_name.c_str(),
                               header_text(draft.from).c_str());
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, nullptr, header_text(draft.to).c_str());
    g_mime_message_set_subject(message, header_text(draft.subject).c_str(), "utf-8");
    set_date(message, draft.date);
    g_mime_message_set_message_id(message, header_text(draft.message_id).c_str());
    auto* const object = GMIME_OBJECT(message);
    if (is_language_tag(draft.language))
        g_mime_object_set_header(object, "Content-Language", draft.language.c_str(), "utf-8");
    // RFC 3834: nobody's holiday notice should answer this.
    g_mime_object_set_header(object, "Auto-Submitted", "auto-generated", "utf-8");
}

}  // namespace

std::string build_message(const MailDraft& draft) {
    [[maybe_unused]] static const bool started = (g_mime_init(), true);
    const Owned<GMimeMessage> message(g_mime_message_new(TRUE));
    set_head(message.get(), draft);
    if (draft.html.empty()) {
        const auto plain = text_part("plain", draft.text);
        g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(plain.get()));
    } else {
        const auto both = alternatives(draft);
        g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(both.get()));
    }
    const std::unique_ptr<char, decltype(&g_free)> text(
        g_mime_object_to_string(GMIME_OBJECT(message.get()), nullptr), &g_free);
    return with_line_ends(text.get(), "\r\n");
}

}  // namespace reputed::net
