// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/month_names.hpp"

#include <string>
#include <unordered_map>
#include <vector>

#include "base/utf8.hpp"
#include "text/fold.hpp"

namespace reputed::text {
namespace {

/// One line a month: English, German, French, Polish, Spanish, Portuguese, Italian, Dutch, Nordic, Czech,
/// Hungarian, Russian, Ukrainian, Greek, Turkish. Abbreviations that begin a name need no entry.
constexpr std::array<std::string_view, 12> months{
    "january januar jänner janvier styczeń stycznia enero janeiro gennaio januari leden ledna január январь "
    "января січень січня ιανουάριος ιανουαρίου ocak",
    "february februar feber février luty lutego febrero fevereiro febbraio februari únor února február "
    "февраль "
    "февраля лютий лютого φεβρουάριος φεβρουαρίου şubat",
    "march märz mars marzec marca marzo março maart březen března március март марта березень березня "
    "μάρτιος "
    "μαρτίου μαρ mart mrz",
    "april avril kwiecień kwietnia abril aprile duben dubna április апрель апреля квітень квітня απρίλιος "
    "απριλίου nisan",
    "may mai maj maja mayo maio maggio mei květen května május май мая травень травня μάιος μαΐου mayıs",
    "june juni juin czerwiec czerwca junio junho giugno červen června június июнь июня червень червня "
    "ιούνιος "
    "ιουνίου haziran",
    "july juli juillet lipiec lipca julio julho luglio červenec července július июль июля липень липня "
    "ιούλιος "
    "ιουλίου temmuz",
    "august août sierpień sierpnia agosto augustus augusti srpen srpna augusztus август августа серпень "
    "серпня "
    "αύγουστος αυγούστου ağustos",
    "september septembre wrzesień września septiembre setembro settembre září szeptember сентябрь сентября "
    "вересень вересня σεπτέμβριος σεπτεμβρίου eylül",
    "october oktober octobre październik października octubre outubro ottobre říjen října október октябрь "
    "октября жовтень жовтня οκτώβριος οκτωβρίου ekim",
    "november novembre listopad listopada noviembre novembro listopadu ноябрь ноября листопад листопада "
    "νοέμβριος νοεμβρίου kasım",
    "december dezember décembre grudzień grudnia diciembre dezembro dicembre prosinec prosince декабрь "
    "декабря "
    "грудень грудня δεκέμβριος δεκεμβρίου aralık"};

struct Zone {
    std::string_view name;
    int minutes;
};

// Names that several regions share stand for the one mail and feeds mean by them.
constexpr std::array<Zone, 60> zones{
    {{"ut", 0},     {"utc", 0},    {"gmt", 0},    {"z", 0},      {"wet", 0},    {"west", 60},  {"bst", 60},
     {"cet", 60},   {"cest", 120}, {"met", 60},   {"mest", 120}, {"mez", 60},   {"mesz", 120}, {"eet", 120},
     {"eest", 180}, {"msk", 180},  {"msd", 240},  {"trt", 180},  {"irst", 210}, {"ist", 330},  {"pkt", 300},
     {"npt", 345},  {"wib", 420},  {"hkt", 480},  {"sgt", 480},  {"awst", 480}, {"jst", 540},  {"kst", 540},
     {"acst", 570}, {"acdt", 630}, {"aest", 600}, {"aedt", 660}, {"nzst", 720}, {"nzdt", 780}, {"sast", 120},
     {"eat", 180},  {"cat", 120},  {"wat", 60},   {"brt", -180}, {"art", -180}, {"clt", -240}, {"clst", -180},
     {"nst", -210}, {"ndt", -150}, {"ast", -240}, {"adt", -180}, {"at", -240},  {"est", -300}, {"edt", -240},
     {"et", -300},  {"cst", -360}, {"cdt", -300}, {"ct", -360},  {"mst", -420}, {"mdt", -360}, {"mt", -420},
     {"pst", -480}, {"pdt", -420}, {"pt", -480},  {"hst", -600}}};

struct MonthName {
    std::string folded;
    unsigned month;
};

const std::vector<MonthName>& names() {
    static const auto all = [] {
        std::vector<MonthName> made;
        for (unsigned month = 1; month <= 12; ++month) {
            const std::string line = fold(months[month - 1]);
            for (std::string_view rest = line; !rest.empty();) {
                const auto end = std::min(rest.find(' '), rest.size());
                made.push_back({std::string(rest.substr(0, end)), month});
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        return made;
    }();
    return all;
}

}  // namespace

unsigned month_named(std::string_view folded) {
    if (base::count_code_points(folded) < 3) return 0;
    unsigned by_beginning = 0;
    for (const auto& name : names()) {
        if (name.folded == folded) return name.month;
        if (by_beginning == 0 && name.folded.starts_with(folded)) by_beginning = name.month;
    }
    return by_beginning;
}

std::optional<std::chrono::minutes> zone_named(std::string_view lower) {
    const auto* found = std::ranges::find(zones, lower, &Zone::name);
    if (found == zones.end()) return std::nullopt;
    return std::chrono::minutes{found->minutes};
}

}  // namespace reputed::text
