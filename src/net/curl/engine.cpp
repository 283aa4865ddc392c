// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/curl/engine.hpp"

#include "net/curl/client.hpp"
#include "net/curl/smtp.hpp"
#include "net/mail.hpp"

namespace reputed::net {

CurlEngine::CurlEngine(base::Executor loop) : loop_(std::move(loop)), multi_(Multi::make(loop_)) {}

CurlEngine::~CurlEngine() { multi_->stop(); }

std::unique_ptr<HttpClient> CurlEngine::make_client(ClientOptions options) {
    return std::make_unique<CurlClient>(loop_, multi_, std::move(options), is_private_address);
}

std::unique_ptr<MailTransport> CurlEngine::make_smtp(SmtpOptions options) {
    return std::make_unique<SmtpTransport>(multi_, std::move(options));
}

std::unique_ptr<Engine> Engine::make(base::Executor loop) { return std::make_unique<CurlEngine>(loop); }

std::unique_ptr<MailTransport> make_smtp(Engine& engine, SmtpOptions options) {
    return engine.make_smtp(std::move(options));
}

}  // namespace reputed::net
