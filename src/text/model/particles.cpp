// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/particles.hpp"

#include <array>
#include <string_view>
#include <vector>

#include "text/model/features.hpp"
#include "text/model/tokens.hpp"

namespace reputed::text::model {
namespace {

constexpr std::string_view following =
    "not no never none nothing nobody neither nor without cannot cant dont didnt doesnt isnt wasnt arent "
    "werent "
    "wont wouldnt couldnt shouldnt hasnt havent hadnt aint hardly barely "
    "nie nigdy bez ani nic nikt zaden zadna zadne zadnych brak "
    "не ни нет без нельзя никогда ничего никто никакой никаких нету "
    "ні ніколи нічого ніхто немає нема нікому жодного жодної "
    "nicht kein keine keinen keiner keinem keines nie niemals ohne weder nichts niemand nix net ned "
    "neni nejsou nebyl nebyla nebylo nikdy zadny bez nic nikdo nema "
    "nunca jamas sin ningun ninguna nada nadie tampoco ni "
    "pas jamais rien aucun aucune sans ni personne "
    "non mai niente nessuno nessuna senza ne nulla mica "
    "nao nunca sem nenhum nenhuma nem ninguem jamais "
    "niet geen nooit zonder niks niets niemand noch "
    "hic hicbir asla "
    "لا ليس ليست لم لن ما مو مش موش غير بدون ولا مافي مفيش "
    "هیچ بدون نه اصلا هرگز بی";

constexpr std::string_view preceding =
    "نبود نیست نیستن نیستند نبودن نبودند ندارد نداره نداشت نداشتم نکنید نکنین نمیشه نمیکنم نمیکنه نکرد نشد "
    "degil degildi yok yoktu olmaz olmadi degilim";

constexpr std::string_view contrasting =
    "but however although though yet unfortunately sadly except "
    "ale jednak niestety lecz natomiast tylko "
    "но однако зато увы жаль хотя а "
    "але проте однак шкода "
    "aber jedoch leider allerdings trotzdem obwohl nur "
    "avsak bohuzel jenze skoda jen "
    "pero aunque lastima sino "
    "mais cependant malheureusement dommage pourtant sauf "
    "ma pero purtroppo peccato tuttavia "
    "mas porem infelizmente pena contudo "
    "maar echter helaas jammer alleen "
    "ama fakat ancak lakin maalesef yalniz "
    "لكن ولكن بس للاسف الا "
    "ولی اما متاسفانه فقط حیف";

class Particles {
  public:
    Particles() {
        add(contrasting, Particle::contrast);
        add(preceding, Particle::not_preceding);
        add(following, Particle::not_following);
    }

    [[nodiscard]] Particle find(std::uint64_t hash) const {
        for (std::size_t at = slot(hash); known_[at].particle != Particle::none;
             at = (at + 1) % known_.size())
            if (known_[at].hash == hash) return known_[at].particle;
        return Particle::none;
    }

  private:
    struct Known {
        std::uint64_t hash = 0;
        Particle particle = Particle::none;
    };

    static std::size_t slot(std::uint64_t hash) { return hash >> 53; }

    void add(std::string_view words, Particle particle) {
        Tokens tokens;
        tokens.read(words);
        for (const Token& token : tokens.all()) {
            const auto hash = hash_of(tokens.letters(token));
            std::size_t at = slot(hash);
            while (known_[at].particle != Particle::none && known_[at].hash != hash)
                at = (at + 1) % known_.size();
            if (known_[at].particle == Particle::none) known_[at] = {hash, particle};
        }
    }

    std::vector<Known> known_ = std::vector<Known>(2048);
};

}  // namespace

Particle particle_of(std::uint64_t word_hash) {
    static const Particles particles;
    return particles.find(word_hash);
}

}  // namespace reputed::text::model
