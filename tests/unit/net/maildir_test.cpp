// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <boost/asio/thread_pool.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "loop.hpp"
#include "mail_server.hpp"
#include "net/mail.hpp"

using namespace reputed;
using namespace reputed::tests;
namespace files = std::filesystem;

namespace {

std::vector<files::path> files_in(const files::path& folder) {
    return {files::directory_iterator(folder), files::directory_iterator()};
}

net::DeliveryReport deliver(const files::path& folder, std::string message) {
    boost::asio::io_context io;
    boost::asio::thread_pool pool(1);
    const auto transport = net::make_maildir(folder, pool.get_executor());
    return run(io, transport->deliver("a@b.example", "c@d.example", std::move(message)));
}

}  // namespace

TEST_CASE("a message becomes one new file of the Maildir, whole", "[net]") {
    const TemporaryFolder folder;
    const auto maildir = folder.path() / "mail";
    CHECK(deliver(maildir, "Subject: x\r\n\r\nbody\r\n").outcome == core::Delivery::sent);
    CHECK(deliver(maildir, "Subject: y\r\n\r\nbody\r\n").outcome == core::Delivery::sent);
    CHECK(files_in(maildir / "tmp").empty());
    CHECK(files::is_directory(maildir / "cur"));
    const auto written = files_in(maildir / "new");
    REQUIRE(written.size() == 2);
    std::ifstream file(written[0]);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    CHECK(text.ends_with("\n\nbody\n"));
    CHECK_FALSE(text.contains('\r'));
    CHECK((files::status(written[0]).permissions() & files::perms::others_read) == files::perms::none);
}

TEST_CASE("a Maildir that cannot be written is tried again", "[net]") {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "mail") << "a file where the folder should be";
    const auto report = deliver(folder.path() / "mail", "Subject: x\r\n\r\nbody\r\n");
    CHECK(report.outcome == core::Delivery::try_again);
    CHECK(report.words.starts_with("The message could not be written to the Maildir: "));
}
