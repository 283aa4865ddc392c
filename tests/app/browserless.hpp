// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The smallest visitor a web server can have: one blocking connection a request, cookies kept, forms sent
// with their token. And the stand-in portals as a child process.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reputed::tests {

struct Answer {
    int status = 0;
    std::string head;
    std::string body;
    [[nodiscard]] bool says(std::string_view words) const { return body.find(words) != std::string::npos; }
    [[nodiscard]] std::string header(const std::string& lower_name) const;
};

class Visitor {
  public:
    explicit Visitor(int port) : port_(port) {}
    Answer get(const std::string& path);
    /// Sends a form; `form_token` of the last page is added.
    Answer post(const std::string& path, std::vector<std::pair<std::string, std::string>> fields);
    Answer post_json(const std::string& path, const std::string& json);
    /// GET again and again until the page says these words, at most `tries` times 25 ms.
    Answer get_until(const std::string& path, std::string_view words, int tries = 400);
    /// Opens a stream and returns its first bytes; the connection stays open until this visitor ends.
    std::string open_stream(const std::string& path);
    ~Visitor();
    Visitor(const Visitor&) = delete;
    Visitor& operator=(const Visitor&) = delete;

  private:
    Answer exchange(const std::string& request);
    [[nodiscard]] std::string head_of(const std::string& method, const std::string& path) const;
    [[nodiscard]] int connected() const;
    void learn(const Answer& answer);

    int port_;
    std::map<std::string, std::string> cookies_;
    std::string form_token_;
    std::vector<int> streams_;
};

class Sandbox {
  public:
    Sandbox();
    ~Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;
    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] std::string url(const std::string& path) const;
    void publish(const std::string& place, const std::string& author, int rating,
                 const std::string& body) const;

  private:
    int child_ = -1;
    int hold_ = -1;
    int port_ = 0;
};

}  // namespace reputed::tests
