// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/curl/problem.hpp"

namespace reputed::net {
namespace {

// A CURLcode has some hundred values, so the two below keep a default.
TransferProblem problem_of(CURLcode outcome) {
    switch (outcome) {
        case CURLE_URL_MALFORMAT:
            return TransferProblem::bad_url;
        case CURLE_COULDNT_RESOLVE_HOST:
            return TransferProblem::name_not_found;
        case CURLE_COULDNT_CONNECT:
            return TransferProblem::connect;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CIPHER:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_INVALIDCERTSTATUS:
        case CURLE_USE_SSL_FAILED:
            return TransferProblem::tls;
        case CURLE_OPERATION_TIMEDOUT:
            return TransferProblem::timeout;
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
        case CURLE_BAD_CONTENT_ENCODING:
            return TransferProblem::cut_off;
        case CURLE_ABORTED_BY_CALLBACK:
            return TransferProblem::cancelled;
        default:
            return TransferProblem::other;
    }
}

std::string tls_words(CURLcode outcome, const std::string& host) {
    if (outcome == CURLE_PEER_FAILED_VERIFICATION)
        return fmt::format("The certificate of {} cannot be trusted, so nothing was read.", host);
    if (outcome == CURLE_SSL_CACERT_BADFILE)
        return "This machine has no list of certificate authorities, so nothing was read. Install "
               "ca-certificates.";
    return fmt::format("No secure connection to {} could be made.", host);
}

}  // namespace

TransferError explain_transfer(CURLcode outcome, const std::string& host) {
    const auto problem = problem_of(outcome);
    const auto words = [&]() -> std::string {
        switch (problem) {
            case TransferProblem::bad_url:
                return "This address cannot be read. Check how it is written.";
            case TransferProblem::name_not_found:
                return fmt::format("The name {} was not found. Check the address.", host);
            case TransferProblem::connect:
                return fmt::format("No connection to {} could be made. It may be down.", host);
            case TransferProblem::tls:
                return tls_words(outcome, host);
            case TransferProblem::timeout:
                return fmt::format("{} did not answer in time.", host);
            case TransferProblem::cut_off:
                return fmt::format("{} ended the connection before its answer was complete.", host);
            case TransferProblem::too_large:
                return fmt::format("The answer of {} is too large to be read.", host);
            case TransferProblem::too_many_redirects:
                return fmt::format("{} leads on to other addresses without end.", host);
            case TransferProblem::refused_address:
                return refused_address_words(host);
            case TransferProblem::cancelled:
                return "The transfer was stopped before it was complete.";
            case TransferProblem::other:
                return fmt::format("{} sent something that is not an HTTP answer.", host);
        }
        return {};
    };
    return {problem, words()};
}

std::string refused_address_words(const std::string& host) {
    return fmt::format(
        "{} is an address of a private network, and this source may not read from there. "
        "Allow private addresses for it, if that is what you want.",
        host);
}

std::string too_large_words(const std::string& host, std::size_t max_bytes) {
    if (max_bytes < 1u << 20)
        return fmt::format("The answer of {} is larger than {} kB, so it was not kept.", host,
                           max_bytes >> 10);
    return fmt::format("The answer of {} is larger than {} MB, so it was not kept.", host, max_bytes >> 20);
}

}  // namespace reputed::net
