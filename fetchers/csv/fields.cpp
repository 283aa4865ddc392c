// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/fields.hpp"

#include "core/enum_names.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::csv {
namespace {

constexpr std::array<std::string_view, field_count> names{
    "external_id", "created_at", "updated_at", "author",     "title",    "text",     "rating",
    "url",         "language",   "item",       "reply_text", "reply_at", "scale_max"};

/// In the order of the fields; in each, the names likeliest to be meant first.
constexpr std::array<std::string_view, field_count> synonyms{
    // external_id
    "external id|review id|id|reviewid|ticket id|ticket|case id|reference|"
    "id opinii|identyfikator|numer opinii|numer zgłoszenia|zgłoszenie|numer|nr|"
    "bewertungs id|bewertungsnummer|ticketnummer|vorgangsnummer|nummer|"
    "id отзыва|номер отзыва|номер обращения|идентификатор|номер|ид",
    // created_at
    "created at|review date|date|created|published at|published|posted at|posted|submitted at|date created|"
    "timestamp|time|"
    "data opinii|data dodania|data utworzenia|data wystawienia|data|utworzono|dodano|"
    "bewertungsdatum|erstellt am|erstellt|veröffentlicht am|veröffentlicht|datum|"
    "дата отзыва|дата создания|дата публикации|дата|создано|создан|опубликовано|время",
    // updated_at
    "updated at|updated|modified at|modified|last modified|edited at|edited|date modified|"
    "data zmiany|data modyfikacji|zmieniono|zaktualizowano|"
    "geändert am|geändert|aktualisiert am|aktualisiert|"
    "дата изменения|дата обновления|изменено|обновлено",
    // author
    "author|reviewer|reviewer name|author name|customer name|customer|client|user "
    "name|username|user|name|nick|"
    "autor|autor opinii|klient|imię i nazwisko|imię|użytkownik|nazwa użytkownika|nazwa|"
    "verfasser|kunde|kundenname|benutzer|benutzername|"
    "автор|автор отзыва|клиент|покупатель|пользователь|фио|имя",
    // title
    "title|review title|subject|headline|summary|"
    "tytuł|tytuł opinii|temat|nagłówek|"
    "titel|betreff|überschrift|"
    "заголовок|тема|название",
    // text
    "text|review text|review body|review content|body|review|comment|comments|content|message|feedback|"
    "description|"
    "treść opinii|treść|opinia|komentarz|opis|uwagi|wiadomość|"
    "bewertungstext|rezension|kommentar|nachricht|beschreibung|inhalt|"
    "текст отзыва|текст|отзыв|комментарий|сообщение|содержание|описание",
    // rating
    "rating|star rating|stars|score|review rating|grade|note|"
    "ocena|ocena ogólna|gwiazdki|liczba gwiazdek|"
    "bewertung|sterne|anzahl sterne|punkte|"
    "оценка|рейтинг|звезды|количество звезд|балл|баллы",
    // url
    "url|review url|link|permalink|"
    "adres url|odnośnik|"
    "ссылка|адрес отзыва",
    // language
    "language|lang|locale|język|sprache|язык",
    // item
    "item|product|product name|location|store|branch|"
    "produkt|nazwa produktu|sklep|lokalizacja|oddział|placówka|"
    "filiale|standort|"
    "товар|магазин|филиал|точка",
    // reply_text
    "reply text|reply|owner reply|owner response|response|answer|company reply|"
    "odpowiedź|treść odpowiedzi|"
    "antwort|antworttext|"
    "ответ|текст ответа",
    // reply_at
    "reply at|reply date|replied at|response date|answered at|"
    "data odpowiedzi|"
    "antwortdatum|beantwortet am|"
    "дата ответа",
    // scale_max
    "scale max|rating scale|max rating|best rating|out of|maksymalna ocena|höchste bewertung|"
    "максимальная оценка",
};

std::vector<std::string> split(std::string_view words) {
    std::vector<std::string> all;
    while (!words.empty()) {
        const auto bar = std::min(words.find('|'), words.size());
        all.push_back(comparable(words.substr(0, bar)));
        words.remove_prefix(std::min(bar + 1, words.size()));
    }
    return all;
}

const std::vector<std::string>& words_for(Field field) {
    static const auto all = [] {
        std::array<std::vector<std::string>, field_count> words;
        for (std::size_t i = 0; i < field_count; ++i) words[i] = split(synonyms[i]);
        return words;
    }();
    return all[static_cast<std::size_t>(field)];
}

}  // namespace

std::string_view name_of(Field field) { return names[static_cast<std::size_t>(field)]; }

std::optional<Field> field_named(std::string_view name) {
    return core::named<Field>(names, name == "location" ? "item" : name);
}

std::optional<std::size_t> fit(Field field, std::string_view column) {
    const auto& words = words_for(field);
    const auto found = std::ranges::find(words, comparable(column));
    if (found == words.end()) return std::nullopt;
    return static_cast<std::size_t>(found - words.begin());
}

std::string comparable(std::string_view column) {
    std::string spaced(column);
    std::ranges::replace_if(spaced, [](char c) { return c == '_' || c == '-' || c == '.' || c == ':'; }, ' ');
    return text::fold(text::collapse_space(spaced));
}

}  // namespace reputed::fetchers::csv
