// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "text/assess.hpp"

using namespace reputed;
using namespace reputed::text;

namespace {

struct Sentence {
    std::string language, text;
};

std::string language_of(std::string_view text, std::string_view stated) {
    static const auto assessor = make_assessor({}).value();
    return assessor->verdict(text, stated).language;
}

}  // namespace

TEST_CASE("everyday sentences are read in their languages", "[text][language]") {
    const auto row = GENERATE(values<Sentence>({
        {"en", "We waited an hour for the food and nobody said sorry."},
        {"pl", "Czekaliśmy godzinę na jedzenie i nikt nas nie przeprosił."},
        {"ru", "Мы ждали еду целый час, и никто не извинился."},
        {"fa", "یک ساعت منتظر غذا بودیم و هیچ‌کس عذرخواهی نکرد."},
        {"de", "Wir haben eine Stunde auf das Essen gewartet, und niemand hat sich entschuldigt."},
        {"uk", "Ми чекали на їжу цілу годину, і ніхто не вибачився."},
        {"cs", "Čekali jsme na jídlo hodinu a nikdo se neomluvil."},
        {"es", "Esperamos una hora por la comida y nadie pidió perdón."},
        {"fr", "Nous avons attendu le repas une heure et personne ne s'est excusé."},
        {"it", "Abbiamo aspettato un'ora per il cibo e nessuno si è scusato."},
        {"pt", "Esperámos uma hora pela comida e ninguém pediu desculpa."},
        {"nl", "We hebben een uur op het eten gewacht en niemand zei sorry."},
        {"tr", "Yemeği bir saat bekledik ve kimse özür dilemedi."},
        {"ar", "انتظرنا الطعام ساعة كاملة ولم يعتذر أحد."},
    }));
    CAPTURE(row.text);
    CHECK(language_of(row.text, "") == row.language);
    CHECK(language_of(row.text, row.language == "en" ? "pl" : "en") == row.language);
}

TEST_CASE("decomposed letters are read in the same language as composed ones", "[text][language]") {
    const auto row = GENERATE(values<Sentence>({
        {"cs",
         "C\xcc\x8c"
         "ekali jsme a nikdo se neomluvil, ne\xcc\x81mile\xcc\x81 a drahe\xcc\x81."},
        {"fr",
         "Accueil de\xcc\x81plorable, tre\xcc\x80s de\xcc\x81"
         "c\xcc\xa7u de la soire\xcc\x81"
         "e."},
        {"uk", "Ми чекали на і\xcc\x88жу цілии\xcc\x86 день."},
    }));
    CAPTURE(row.text);
    CHECK(language_of(row.text, "") == row.language);
}

TEST_CASE("a text without words has no language of its own", "[text][language]") {
    for (const std::string_view text : {"", "👍", "5/5", "!!!", "\xff\xfe", "\xe2\x80\x8c", "10 / 10 ❤️❤️"}) {
        CAPTURE(text);
        CHECK(language_of(text, "") == "und");
        CHECK(language_of(text, "pt_br") == "pt-BR");
        CHECK(language_of(text, "nonsense!") == "und");
    }
}

TEST_CASE("the portal's word counts for a short text, and a long one can overrule it", "[text][language]") {
    CHECK(language_of("Super!", "pl") == "pl");
    CHECK(language_of("Super!", "nl") == "nl");
    CHECK(language_of("Top", "de-AT") == "de-AT");
    CHECK(language_of("We waited an hour for the food and nobody said sorry.", "en-GB") == "en-GB");
    CHECK(language_of("Czekaliśmy godzinę na jedzenie i nikt nas nie przeprosił.", "en-GB") == "pl");
}

TEST_CASE("a language the model does not know is not called one that it knows", "[text][language]") {
    for (const std::string_view text : {"Vi ventet en time på maten og ingen sa unnskyld.",
                                        "私たちは食事を一時間待ちましたが、誰も謝りませんでした。",
                                        "Περιμέναμε το φαγητό μία ώρα και κανείς δεν ζήτησε συγγνώμη."}) {
        CAPTURE(text);
        CHECK(language_of(text, "") == "und");
        CHECK(language_of(text, "nb") == "nb");
    }
}
