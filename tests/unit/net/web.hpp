// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The engine and clients of one test. Its address rule calls 127.0.0.2 private and 127.0.0.1 not, so that
// the guard can be met on loopback.
#pragma once
#include "loop.hpp"
#include "net/curl/client.hpp"

namespace reputed::tests {

class Web {
  public:
    [[nodiscard]] std::unique_ptr<net::CurlClient> client(net::HostManners manners = {{}, 200}) {
        net::ClientOptions options;
        options.user_agent = "reputed/test";
        options.manners = manners;
        return std::make_unique<net::CurlClient>(
            io.get_executor(), multi, options,
            [](std::string_view address) { return address == "127.0.0.2"; });
    }

    [[nodiscard]] std::expected<net::HttpResponse, net::TransferError> get(const std::string& url) {
        net::HttpRequest request;
        request.url = url;
        return send(std::move(request));
    }
    [[nodiscard]] std::expected<net::HttpResponse, net::TransferError> send(net::HttpRequest request) {
        return run(io, own_.get()->send(std::move(request)));
    }

    boost::asio::io_context io;
    std::shared_ptr<net::Multi> multi = net::Multi::make(io.get_executor());

  private:
    std::unique_ptr<net::CurlClient> own_ = client();
};

}  // namespace reputed::tests
