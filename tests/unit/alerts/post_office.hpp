// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A deliverer over a real store in a folder of its own, with a mail transport that does as it is told.
#pragma once
#include <boost/asio/io_context.hpp>
#include <deque>
#include <filesystem>
#include <functional>

#include "branch.hpp"
#include "storage/store.hpp"

namespace reputed::tests {

struct HandedOver {
    std::string from, to, message;
    [[nodiscard]] std::string message_id() const;
};

/// Answers with the scripted reports in turn, then with "sent".
class ScriptedTransport final : public net::MailTransport {
  public:
    base::Task<net::DeliveryReport> deliver(std::string from, std::string to, std::string message) override;
    [[nodiscard]] std::string describe() const override { return "scripted"; }

    std::deque<net::DeliveryReport> reports;
    std::vector<HandedOver> taken;
    std::function<void()> meanwhile = [] {};  ///< what happens while a mail is under way
    bool stalls = false;                      ///< never answers
};

class PostOffice {
  public:
    PostOffice();
    ~PostOffice();
    PostOffice(const PostOffice&) = delete;
    PostOffice& operator=(const PostOffice&) = delete;

    core::AlertId enqueue(core::Alert alert);
    [[nodiscard]] core::Alert alert(core::AlertId id);
    /// A new deliverer works until `done` holds. False when it never came to that.
    bool work_until(const std::function<bool()>& done);
    /// The same, until the alert is in this state.
    bool work_until(core::AlertId id, core::AlertState state);

    base::ManualClock clock{morning};
    ScriptedTransport transport;
    std::unique_ptr<storage::Store> store;
    boost::asio::io_context io;

  private:
    std::filesystem::path folder_;
};

}  // namespace reputed::tests
