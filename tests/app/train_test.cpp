// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "program.hpp"
#include "text/model/model_file.hpp"

using namespace reputed;
using namespace reputed::tests;

namespace {

namespace fs = std::filesystem;

/// A data folder with some texts in two languages.
class TinyData {
  public:
    TinyData() : folder_(fs::temp_directory_path() / fmt::format("reputed-train-{}", ::getpid())) {
        fs::create_directories(folder_ / "reviews");
        std::ofstream english(file("reviews/en.tsv")), polish(file("reviews/pl.tsv"));
        for (const auto* place : {"hotel", "bank", "clinic", "salon", "garage", "school", "shop", "app"}) {
            english << fmt::format(
                "neg\t1\ten\tshop\town\tAwful {0}, dirty and rude\t1\tstaff-\t\n"
                "pos\t5\ten\tshop\town\tLovely {0}, kind and clean\t0\tstaff+\t\n"
                "neu\t\ten\tshop\town\tIs the {0} open on Sunday\t0\t\t\n",
                place);
            polish << fmt::format(
                "neg\t1\tpl\tshop\town\tOkropny {0}, brudno\t1\tcleanliness-\t\n"
                "pos\t5\tpl\tshop\town\tŚwietny {0}, czysto\t0\tcleanliness+\t\n",
                place);
        }
        fs::create_directories(folder_ / "cues");
        std::ofstream(file("cues/en.tsv")) << "staff\t-\trude\nstaff\t+\tkind\n";
    }
    ~TinyData() { fs::remove_all(folder_); }
    TinyData(const TinyData&) = delete;
    TinyData& operator=(const TinyData&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).string(); }
    [[nodiscard]] std::string path() const { return folder_.string(); }

  private:
    fs::path folder_;
};

std::string bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

}  // namespace

TEST_CASE("training twice gives the same model, and the model judges", "[app][train]") {
    const TinyData data;
    std::string printed;
    for (const auto* name : {"one.model", "two.model"}) {
        const auto out = data.file(name);
        const auto told = run_program({"train", "--own", data.path(), "--out", out});
        CAPTURE(told.errors);
        REQUIRE(told.code == 0);
        CHECK(told.output.starts_with(base::sha256_hex(bytes_of(out))));
        CHECK(told.output.contains(out));
    }
    CHECK(bytes_of(data.file("one.model")) == bytes_of(data.file("two.model")));
    const auto told = run_program({"assess", "--model", data.file("one.model")},
                                  "awful garage, rude\nlovely school, kind\n");
    CHECK(told.output.contains("\"sentiment\":\"negative\""));
    CHECK(told.output.contains("\"sentiment\":\"positive\""));
    CHECK(told.output.contains("\"topics\":[\"staff-\"]"));
}

TEST_CASE("vectors that came with another head are refused by name", "[app][train]") {
    const TinyData data;
    std::ofstream(data.file("adapted.vectors"), std::ios::binary)
        << text::model::model_file_of({{"head", std::string(64, '\0')}});
    const auto told = run_program({"train", "--own", data.path(), "--adapted", data.file("adapted.vectors"),
                                   "--out", data.file("one.model")});
    CHECK(told.code != 0);
    CHECK(told.errors.contains("adapted.vectors"));
    CHECK(told.errors.contains("data/adapt_encoder.py"));
}

TEST_CASE("training without what it needs names it and leaves the old model alone", "[app][train]") {
    const TinyData data;
    const auto out = data.file("old.model");
    std::ofstream(out) << "old";
    const auto refuses = [&](std::vector<std::string> more, const std::string& named) {
        more.insert(more.begin(), "train");
        const auto told = run_program(more);
        CAPTURE(told.errors, named);
        CHECK(told.code == 1);
        CHECK(told.output.empty());
        CHECK(told.errors.contains(named));
    };
    refuses({"--own", "/nonexistent/data", "--out", out}, "/nonexistent/data");
    refuses({"--own", data.path(), "--data", "/nonexistent/rows.tsv", "--out", out}, "/nonexistent/rows.tsv");
    refuses({"--own", data.path(), "--words", "/nonexistent/words.tsv", "--out", out},
            "/nonexistent/words.tsv");
    refuses({"--own", data.path(), "--out", "/nonexistent/x.model"}, "/nonexistent/x.model");
    CHECK(bytes_of(out) == "old");
    CHECK_FALSE(fs::exists(out + ".part"));
}

TEST_CASE("evaluate prints its tables, or every figure as JSON", "[app][evaluate]") {
    const TinyData data;
    const auto table = run_program({"evaluate", data.file("reviews/en.tsv"), data.file("reviews/pl.tsv")});
    CHECK(table.code == 0);
    for (const auto* words : {"language en", "language pl", "source own", "topics with their lean", "sure:"})
        CHECK(table.output.contains(words));
    const auto figures = run_program({"evaluate", data.file("reviews/en.tsv"), "--json", "--detect"});
    const auto json = base::Json::parse(figures.output);
    REQUIRE(json);
    CHECK((*json)["all"]["rows"].integer() == 24);
    CHECK((*json)["language en"]["accuracy"].number().value() > 0.5);
    const auto rows_of = [&](const std::string& split) {
        const auto told = run_program({"evaluate", data.file("reviews/en.tsv"), "--json", "--split", split});
        return base::Json::parse(told.output).value()["all"]["rows"].integer().value_or(0);
    };
    CHECK(rows_of("test") > 0);
    CHECK(rows_of("test") + rows_of("train") == 24);
}

TEST_CASE("evaluate of odd rows stays JSON, and of missing files names them", "[app][evaluate]") {
    const TinyData data;
    std::ofstream(data.file("odd.tsv")) << "neg\t1\tx\"\xff\tshop\tso \"called\" \\\tBad\nno row at all\n";
    const auto odd = run_program({"evaluate", data.file("odd.tsv"), "--json"});
    CHECK(odd.errors.contains("odd.tsv: 1 lines"));
    const auto json = base::Json::parse(odd.output);
    REQUIRE(json);
    CHECK((*json)["source so \"called\" \\"]["rows"].integer() == 1);
    for (const auto& missing : {data.file("none.tsv"), data.path()}) {
        const auto told = run_program({"evaluate", missing});
        CHECK(told.code == 1);
        CHECK(told.errors.contains(missing));
    }
}
