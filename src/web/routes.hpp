// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The table of addresses. "{id}" captures one segment; literal segments win over captures.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/site.hpp"

namespace reputed::web {

struct Route {
    bool post = false;
    std::string pattern;
    std::vector<std::string> segments;
    Access access = Access::owner;
    PageHandler handler;
};

struct Match {
    const Route* route = nullptr;
    std::map<std::string, std::string> captured;
    bool other_method = false;  ///< the address exists, but not for this method
};

class RouteTable final : public Routes {
  public:
    void get(std::string pattern, Access access, PageHandler handler) override;
    void post(std::string pattern, Access access, PageHandler handler) override;
    [[nodiscard]] Match find(bool post, std::string_view path) const;
    [[nodiscard]] const std::vector<Route>& all() const { return routes_; }

  private:
    void add(bool post, std::string pattern, Access access, PageHandler handler);
    std::vector<Route> routes_;
};

/// Every page of the site.
[[nodiscard]] RouteTable all_routes(const std::shared_ptr<Site>& site);
/// The site over these routes; make_site without its table, for tests of the gates.
[[nodiscard]] Handler serve_routes(std::shared_ptr<Site> site, std::shared_ptr<const RouteTable> routes);

}  // namespace reputed::web
