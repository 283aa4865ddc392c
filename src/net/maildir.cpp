// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Mail into a folder (Maildir): written under tmp, made durable, then renamed into new, so that a reader
// never sees half a message and a crash never loses a whole one.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "net/mail.hpp"

namespace reputed::net {
namespace {

namespace files = std::filesystem;

class Descriptor {
  public:
    Descriptor(const files::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (fd_ < 0) fail("open");
    }
    ~Descriptor() { ::close(fd_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto written = ::write(fd_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail("write");
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() const {
        if (::fsync(fd_) != 0) fail("fsync");
    }

  private:
    [[noreturn]] static void fail(const char* what) {
        throw std::system_error(errno, std::generic_category(), what);
    }
    int fd_;
};

std::string with_unix_line_ends(std::string_view message) {
    std::string out;
    out.reserve(message.size());
    for (std::size_t at = 0; at < message.size(); ++at)
        if (!(message[at] == '\r' && at + 1 < message.size() && message[at + 1] == '\n')) out += message[at];
    return out;
}

std::string unique_name() {
    static std::atomic<unsigned> counter{0};
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
    return fmt::format("{}.M{:06}P{}Q{}.reputed", micros / 1'000'000, micros % 1'000'000, ::getpid(),
                       ++counter);
}

void write_message(const files::path& folder, const std::string& message) {
    for (const auto* part : {"tmp", "new", "cur"}) files::create_directories(folder / part);
    const auto name = unique_name();
    const auto unfinished = folder / "tmp" / name;
    try {
        const Descriptor file(unfinished, O_WRONLY | O_CREAT | O_EXCL);
        file.write(with_unix_line_ends(message));
        file.sync();
    } catch (...) {
        (void)::unlink(unfinished.c_str());
        throw;
    }
    files::rename(unfinished, folder / "new" / name);
    Descriptor(folder / "new", O_RDONLY | O_DIRECTORY).sync();
}

DeliveryReport written(const files::path& folder, const std::string& message) {
    try {
        write_message(folder, message);
        return {core::Delivery::sent, 0, "Written to the Maildir."};
    } catch (const std::system_error& error) {
        return {core::Delivery::try_again, 0,
                fmt::format("The message could not be written to the Maildir: {}.", error.code().message())};
    }
}

class Maildir final : public MailTransport {
  public:
    Maildir(std::string folder, base::Executor pool) : folder_(std::move(folder)), pool_(std::move(pool)) {}

    base::Task<DeliveryReport> deliver(std::string, std::string, std::string message) override {
        auto job = [folder = files::path(folder_), message = std::move(message)] {
            return written(folder, message);
        };
        auto report = co_await base::run_on(pool_, std::move(job));
        co_return report;
    }

    std::string describe() const override { return "Maildir " + folder_; }

  private:
    std::string folder_;
    base::Executor pool_;
};

}  // namespace

std::unique_ptr<MailTransport> make_maildir(std::string folder, base::Executor pool) {
    return std::make_unique<Maildir>(std::move(folder), std::move(pool));
}

}  // namespace reputed::net
