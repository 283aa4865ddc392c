// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// libcurl's multi interface inside our loop, as one awaitable. curl's sockets sit in a private epoll
// descriptor, so that descriptors curl closes behind our back are the kernel's business, and the loop
// watches that one descriptor and one timer. Loop thread only.
#pragma once
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <set>
#include <unordered_map>

#include "base/async.hpp"
#include "net/curl/easy.hpp"

namespace reputed::net {

class Multi : public std::enable_shared_from_this<Multi> {
  public:
    [[nodiscard]] static std::shared_ptr<Multi> make(const base::Executor& loop);
    ~Multi();
    Multi(const Multi&) = delete;
    Multi& operator=(const Multi&) = delete;

    /// Runs the exchange to its end. CURLE_OPERATION_TIMEDOUT at the deadline, whatever curl is waiting
    /// for; CURLE_ABORTED_BY_CALLBACK when the engine stops. Cancelling the task removes the transfer.
    [[nodiscard]] base::Task<CURLcode> perform(std::shared_ptr<Easy> easy,
                                               std::chrono::steady_clock::time_point deadline);
    /// Ends all transfers.
    void stop();
    [[nodiscard]] std::size_t in_flight() const { return flights_.size(); }

  private:
    class Flight;

    explicit Multi(const base::Executor& loop);
    static int on_socket(CURL* easy, curl_socket_t fd, int what, void* self, void*);
    static int on_timer(CURLM* multi, long milliseconds, void* self);
    static int close_socket(void* self, curl_socket_t fd);

    void take_off(Flight& flight);
    void land(CURL* easy, CURLcode outcome);
    void watch(int fd, int what);
    void forget(int fd);
    void wait_ready();
    void on_ready();
    void set_timer(long milliseconds);
    void collect_finished();

    base::Executor loop_;
    boost::asio::steady_timer timer_;
    boost::asio::posix::stream_descriptor ready_;  ///< owns the epoll descriptor
    CURLM* multi_;
    std::unordered_map<CURL*, Flight*> flights_;
    std::set<int> watched_;
    bool waiting_ = false;
    bool stopped_ = false;
};

}  // namespace reputed::net
