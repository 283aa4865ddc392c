// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/error_page.hpp"

namespace reputed::web {
namespace {

Response error_card(const Site& site, const Visitor& visitor, int status, std::string heading,
                    std::string words, std::string id) {
    templates::View view;
    view.set("heading", heading).set("words", std::move(words)).set("error_id", std::move(id));
    return lone(site, visitor, status, std::move(heading), "error", std::move(view));
}

}  // namespace

Response forged_form(const Site& site, const Visitor& visitor) {
    return error_card(
        site, visitor, 403, visitor.words->say("This form was not accepted"),
        visitor.words->say("It does not seem to come from a page of this site, or that page was too "
                           "old. Nothing was changed. Go back, load the page again and repeat what "
                           "you did."),
        {});
}

Response broken_page(const Site& site, const Visitor& visitor, std::string id, bool store) {
    if (store)
        return error_card(
            site, visitor, 503, visitor.words->say("The store cannot be used at this moment"),
            visitor.words->say("What you sent was not saved. Go back: what you typed is still in the "
                               "form. Try again in a minute."),
            std::move(id));
    return error_card(
        site, visitor, 500, visitor.words->say("Something went wrong here"),
        visitor.words->say("Go back: what you typed is still in the form. When it happens again, tell "
                           "the operator this number."),
        std::move(id));
}

Response not_found(const Site& site, const Visitor& visitor) {
    return lone(site, visitor, 404, visitor.words->say("Not found"), "not_found", {});
}

}  // namespace reputed::web
