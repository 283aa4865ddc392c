// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/curl/multi.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <cerrno>

namespace reputed::net {

namespace asio = boost::asio;

/// A transfer between take-off and landing. Its timer stands at the deadline; landing cancels it. Whether a
/// cancelled wait was the landing or the task's own cancellation is told apart by `outcome`.
class Multi::Flight {
  public:
    Flight(std::shared_ptr<Multi> multi, std::shared_ptr<Easy> easy,
           std::chrono::steady_clock::time_point deadline)
        : event(multi->loop_, deadline), easy_(std::move(easy)), multi_(std::move(multi)) {
        multi_->take_off(*this);
    }
    ~Flight() {
        if (!outcome) multi_->land(easy_->get(), CURLE_ABORTED_BY_CALLBACK);
    }
    Flight(const Flight&) = delete;
    Flight& operator=(const Flight&) = delete;
    [[nodiscard]] Easy& easy() const { return *easy_; }

    asio::steady_timer event;
    std::optional<CURLcode> outcome;

  private:
    std::shared_ptr<Easy> easy_;
    std::shared_ptr<Multi> multi_;
};

std::shared_ptr<Multi> Multi::make(const base::Executor& loop) {
    return std::shared_ptr<Multi>(new Multi(loop));
}

Multi::Multi(const base::Executor& loop)
    : loop_(loop), timer_(loop), ready_(loop, ::epoll_create1(EPOLL_CLOEXEC)), multi_(curl_multi_init()) {
    if (multi_ == nullptr) throw std::runtime_error("libcurl could not be started");
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Multi::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Multi::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, 64L);
}

Multi::~Multi() {
    stop();
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, nullptr);
    curl_multi_cleanup(multi_);
}

base::Task<CURLcode> Multi::perform(std::shared_ptr<Easy> easy,
                                    std::chrono::steady_clock::time_point deadline) {
    const auto self = shared_from_this();
    if (stopped_) co_return CURLE_ABORTED_BY_CALLBACK;
    Flight flight(self, std::move(easy), deadline);
    boost::system::error_code error;
    co_await flight.event.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (flight.outcome) co_return *flight.outcome;
    if (!error) co_return CURLE_OPERATION_TIMEDOUT;
    throw boost::system::system_error(asio::error::operation_aborted);
}

void Multi::stop() {
    stopped_ = true;
    while (!flights_.empty()) land(flights_.begin()->first, CURLE_ABORTED_BY_CALLBACK);
}

void Multi::take_off(Flight& flight) {
    auto& easy = flight.easy();
    // Connections outlive the handle that opened them, so their end is told to the engine.
    easy.set(CURLOPT_CLOSESOCKETFUNCTION, &Multi::close_socket);
    easy.set(CURLOPT_CLOSESOCKETDATA, static_cast<void*>(this));
    flights_.emplace(easy.get(), &flight);
    if (curl_multi_add_handle(multi_, easy.get()) == CURLM_OK) return;
    flights_.erase(easy.get());
    throw std::runtime_error("libcurl did not take a transfer");
}

void Multi::land(CURL* easy, CURLcode outcome) {
    const auto found = flights_.find(easy);
    if (found == flights_.end()) return;
    Flight& flight = *found->second;
    flights_.erase(found);
    curl_multi_remove_handle(multi_, easy);
    flight.outcome = outcome;
    flight.event.cancel();
}

int Multi::on_socket(CURL*, curl_socket_t fd, int what, void* self, void*) {
    auto& multi = *static_cast<Multi*>(self);
    if (what == CURL_POLL_REMOVE)
        multi.forget(fd);
    else
        multi.watch(fd, what);
    return 0;
}

int Multi::on_timer(CURLM*, long milliseconds, void* self) {
    static_cast<Multi*>(self)->set_timer(milliseconds);
    return 0;
}

int Multi::close_socket(void* self, curl_socket_t fd) {
    static_cast<Multi*>(self)->forget(fd);
    return ::close(fd);
}

void Multi::watch(int fd, int what) {
    epoll_event event{};
    event.data.fd = fd;
    if ((what & CURL_POLL_IN) != 0) event.events |= EPOLLIN;
    if ((what & CURL_POLL_OUT) != 0) event.events |= EPOLLOUT;
    const int epoll = ready_.native_handle();
    const int change = watched_.contains(fd) ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    // The resolver closes its own descriptors untold, so a number may come back with the kernel knowing
    // less, or more, of it than we do.
    if (::epoll_ctl(epoll, change, fd, &event) != 0) {
        if (errno == ENOENT) (void)::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
        if (errno == EEXIST) (void)::epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
    }
    watched_.insert(fd);
    wait_ready();
}

void Multi::forget(int fd) {
    // curl may say so a second time, after the number was closed: then it is not ours any more.
    if (watched_.erase(fd) == 0) return;
    epoll_event event{};
    (void)::epoll_ctl(ready_.native_handle(), EPOLL_CTL_DEL, fd, &event);
    if (watched_.empty()) ready_.cancel();
}

void Multi::wait_ready() {
    if (waiting_ || stopped_) return;
    waiting_ = true;
    ready_.async_wait(asio::posix::stream_descriptor::wait_read,
                      [weak = weak_from_this()](const boost::system::error_code& error) {
                          const auto self = weak.lock();
                          if (!self) return;
                          self->waiting_ = false;
                          if (!error) self->on_ready();
                          if (!self->watched_.empty()) self->wait_ready();
                      });
}

void Multi::on_ready() {
    std::array<epoll_event, 64> events{};
    const int count = ::epoll_wait(ready_.native_handle(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        int ready = 0;
        if ((event.events & EPOLLIN) != 0) ready |= CURL_CSELECT_IN;
        if ((event.events & EPOLLOUT) != 0) ready |= CURL_CSELECT_OUT;
        if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) ready |= CURL_CSELECT_ERR;
        int running = 0;
        curl_multi_socket_action(multi_, event.data.fd, ready, &running);
    }
    collect_finished();
}

void Multi::set_timer(long milliseconds) {
    // curl must not be entered again from its own callback, so even "now" goes through the loop.
    timer_.cancel();
    if (milliseconds < 0 || stopped_) return;
    timer_.expires_after(std::chrono::milliseconds{milliseconds});
    timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
        const auto self = weak.lock();
        if (!self || error) return;
        int running = 0;
        curl_multi_socket_action(self->multi_, CURL_SOCKET_TIMEOUT, 0, &running);
        self->collect_finished();
    });
}

void Multi::collect_finished() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        // The message is gone once its handle is removed.
        CURL* const easy = message->easy_handle;
        const CURLcode outcome = message->data.result;
        land(easy, outcome);
    }
}

}  // namespace reputed::net
