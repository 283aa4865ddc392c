// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Messages that came in, taken apart by GMime (RFC 5322, RFC 2045-2047). Nothing of them is believed here.
#include <gmime/gmime.h>

#include "base/utf8.hpp"
#include "net/mail.hpp"

namespace reputed::net {
namespace {

constexpr std::size_t most_bytes = 10u << 20;
constexpr int most_parts = 100;

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class Object>
using Owned = std::unique_ptr<Object, Unref>;

std::string text_of(const char* bytes) {
    return bytes == nullptr ? std::string() : base::to_valid_utf8(bytes);
}

std::string without_carriage_returns(std::string text) {
    std::erase(text, '\r');
    return text;
}

std::string address_of(GMimeMessage* message) {
    auto* senders = g_mime_message_get_from(message);
    if (senders == nullptr || internet_address_list_length(senders) == 0) return {};
    auto* sender = internet_address_list_get_address(senders, 0);
    if (!INTERNET_ADDRESS_IS_MAILBOX(sender)) return {};
    return text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(sender)));
}

/// The first part of each kind is the one that mail programs show.
void take_part(IncomingMail& mail, GMimeObject* part) {
    if (!GMIME_IS_TEXT_PART(part)) return;
    auto* type = g_mime_object_get_content_type(part);
    std::string& half = g_mime_content_type_is_type(type, "text", "html") ? mail.html : mail.text;
    if (!half.empty()) return;
    char* text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    half = without_carriage_returns(text_of(text));
    g_free(text);
}

void take_parts(IncomingMail& mail, GMimeMessage* message) {
    auto* walk = g_mime_part_iter_new(GMIME_OBJECT(message));
    int count = 0;
    do {
        if (auto* part = g_mime_part_iter_get_current(walk)) take_part(mail, part);
    } while (++count < most_parts && g_mime_part_iter_next(walk));
    g_mime_part_iter_free(walk);
}

}  // namespace

std::optional<IncomingMail> read_message(std::string_view bytes) {
    static const bool ready = (g_mime_init(), true);
    (void)ready;
    const auto looked_at = bytes.substr(0, most_bytes);
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(looked_at.data(), looked_at.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!message) return std::nullopt;
    IncomingMail mail;
    mail.from = address_of(message.get());
    mail.subject = text_of(g_mime_message_get_subject(message.get()));
    if (auto* date = g_mime_message_get_date(message.get()))
        mail.date = core::Instant(std::chrono::seconds{g_date_time_to_unix(date)});
    take_parts(mail, message.get());
    if (mail.from.empty() && mail.subject.empty()) return std::nullopt;
    return mail;
}

}  // namespace reputed::net
