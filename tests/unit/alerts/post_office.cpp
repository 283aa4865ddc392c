// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "post_office.hpp"

#include <cstdlib>

namespace reputed::tests {

using namespace std::chrono_literals;

std::string HandedOver::message_id() const {
    const auto at = message.find("Message-Id: ");
    return at == std::string::npos ? std::string{} : message.substr(at, message.find("\r\n", at) - at);
}

base::Task<net::DeliveryReport> ScriptedTransport::deliver(std::string from, std::string to,
                                                           std::string message) {
    taken.push_back({std::move(from), std::move(to), std::move(message)});
    meanwhile();
    if (stalls) co_await base::wait_for(1h);
    if (reports.empty()) co_return net::DeliveryReport{core::Delivery::sent, 250, "taken"};
    auto report = reports.front();
    reports.pop_front();
    co_return report;
}

PostOffice::PostOffice() {
    auto pattern = (std::filesystem::temp_directory_path() / "reputed-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    storage::StoreOptions options;
    options.file = folder_ / "reputed.sqlite";
    store = storage::open_store(options);
}

PostOffice::~PostOffice() {
    store.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

core::AlertId PostOffice::enqueue(core::Alert alert) {
    store->write_now([&](storage::Roles& roles) {
        alert.id = roles.outbox.next_alert_id(clock.now());
        (void)roles.outbox.enqueue(alert);
    });
    return alert.id;
}

core::Alert PostOffice::alert(core::AlertId id) {
    std::optional<core::Alert> found;
    store->read_now([&](storage::Roles& roles) { found = roles.outbox.find_alert(id); });
    return found.value();
}

bool PostOffice::work_until(const std::function<bool()>& done) {
    const auto deliverer =
        alerts::make_deliverer(io.get_executor(), *store, transport, clock, mail_settings());
    base::TaskGroup group(io.get_executor());
    group.spawn("deliverer", deliverer->run());
    io.restart();
    const auto limit = std::chrono::steady_clock::now() + 20s;
    bool reached = false;
    while (!reached && std::chrono::steady_clock::now() < limit) {
        io.run_for(1ms);
        reached = done();
    }
    group.stop();
    while (group.running() > 0) io.run_for(1ms);
    return reached;
}

bool PostOffice::work_until(core::AlertId id, core::AlertState state) {
    return work_until([this, id, state] { return alert(id).state == state; });
}

}  // namespace reputed::tests
