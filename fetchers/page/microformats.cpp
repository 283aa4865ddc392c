// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <map>

#include "fetchers/page/markup.hpp"

namespace reputed::fetchers::page {
namespace {

using Classes = std::vector<std::string>;
/// The first element of each class inside a root; links also under "rel:bookmark" and the like.
using Marked = std::map<std::string, Element, std::less<>>;

/// The class names of one generation. Several names for one thing: the first that is there counts.
struct Vocabulary {
    std::string_view review, aggregate;
    std::initializer_list<std::string_view> things;  ///< what is reviewed; what is marked inside is theirs
    std::initializer_list<std::string_view> item, name, url, rating, average, best, worst, title, body,
        author, date, count, votes;
};

const Vocabulary classic{.review = "hreview",
                         .aggregate = "hreview-aggregate",
                         .things = {"vcard", "vevent", "hproduct", "hrecipe"},
                         .item = {"item"},
                         .name = {"fn", "summary"},  // events have a summary
                         .url = {"rel:bookmark", "rel:self"},
                         .rating = {"rating"},
                         .average = {"average", "value"},
                         .best = {"best"},
                         .worst = {"worst"},
                         .title = {"summary"},
                         .body = {"description"},
                         .author = {"reviewer"},
                         .date = {"dtreviewed", "reviewed"},
                         .count = {"count"},
                         .votes = {"votes"}};

const Vocabulary modern{
    .review = "h-review",
    .aggregate = "h-review-aggregate",
    .things = {"h-card", "h-item", "h-product", "h-recipe", "h-event", "h-adr", "h-geo", "h-cite"},
    .item = {"p-item"},
    .name = {"p-name"},
    .url = {"u-url"},
    .rating = {"p-rating", "p-average"},
    .average = {"p-average", "p-value", "value"},
    .best = {"p-best"},
    .worst = {"p-worst"},
    .title = {"p-name"},
    .body = {"e-content", "e-description", "p-content", "p-description"},
    .author = {"p-author", "p-reviewer"},
    .date = {"dt-published", "dt-reviewed"},
    .count = {"p-count"},
    .votes = {"p-votes"}};

bool contains(const Classes& classes, std::string_view name) {
    return std::ranges::find(classes, name) != classes.end();
}

bool is_thing(const Classes& classes, const Vocabulary& words) {
    return std::ranges::any_of(words.things, [&](auto thing) { return contains(classes, thing); });
}

class MicroformatReader {
  public:
    MicroformatReader(Graph& graph, Budget& budget) : graph_(graph), budget_(budget) {}

    /// `around`: the name of the thing that the element stands in, if any.
    void read(const Element& element, Element around) {
        if (!budget_.spend(1)) return;
        const auto classes = element.words("class");
        // Pages that carry both generations say the same twice.
        for (const auto* vocabulary : {&modern, &classic}) {
            const bool is_review = contains(classes, vocabulary->review);
            if (!is_review && !contains(classes, vocabulary->aggregate)) continue;
            read_root(element, *vocabulary, is_review, around);
            break;
        }
        for (const auto* vocabulary : {&classic, &modern}) {
            if (!is_thing(classes, *vocabulary)) continue;
            if (const auto name = first_of(marked_in(element, *vocabulary), vocabulary->name)) around = name;
        }
        for (auto child = element.first_child(); child; child = child.next()) read(child, around);
    }

  private:
    Marked marked_in(const Element& root, const Vocabulary& words) {
        Marked found;
        collect(root, words, found);
        return found;
    }

    void collect(const Element& element, const Vocabulary& words, Marked& found) {
        for (auto child = element.first_child(); child; child = child.next()) {
            if (!budget_.spend(1)) return;
            const auto classes = child.words("class");
            for (const auto& name : classes) found.try_emplace(name, child);
            for (const auto& relation : child.words("rel")) found.try_emplace("rel:" + relation, child);
            const bool is_root = contains(classes, words.review) || contains(classes, words.aggregate);
            if (!is_root && !is_thing(classes, words)) collect(child, words, found);
        }
    }

    static Element first_of(const Marked& marked, std::initializer_list<std::string_view> names) {
        for (const auto name : names)
            if (const auto found = marked.find(name); found != marked.end()) return found->second;
        return {};
    }

    /// The value-class, abbr and value-title patterns, then the text.
    std::string value_of(const Element& element) {
        for (const auto& [tag, attribute] : {std::pair{"abbr", "title"},
                                             {"time", "datetime"},
                                             {"ins", "datetime"},
                                             {"data", "value"},
                                             {"meter", "value"},
                                             {"input", "value"},
                                             {"img", "alt"}})
            if (element.name() == tag)
                if (auto value = element.attribute(attribute)) return *value;
        const auto marked = marked_in(element, classic);
        if (const auto titled = first_of(marked, {"value-title"}))
            return titled.attribute("title").value_or("");
        if (const auto value = first_of(marked, {"value"}))
            return value.attribute("title").value_or(value.phrase(budget_));
        return element.phrase(budget_);
    }

    void set(NodeId node, std::string name, const Element& element) {
        if (!element) return;
        const bool prose = is_prose(name);
        graph_.set(node, std::move(name), {.text = prose ? element.prose(budget_) : value_of(element)});
    }

    NodeId child(NodeId parent, std::string held_as, std::string type) {
        const NodeId made = graph_.add({.syntax = Syntax::microformats,
                                        .id = {},
                                        .types = {std::move(type)},
                                        .properties = {},
                                        .parent = parent,
                                        .held_as = held_as});
        if (parent != no_node) graph_.set(parent, std::move(held_as), {.text = {}, .node = made});
        return made;
    }

    /// A person or thing: its marked name, or all its text.
    void set_named(NodeId node, const std::string& held_as, const Element& element, const Vocabulary& words) {
        if (!element) return;
        const auto marked = marked_in(element, words);
        const NodeId named = child(node, held_as, "thing");
        const auto name = first_of(marked, words.name);
        set(named, "name", name ? name : element);
        auto link = first_of(marked, {"url", "u-url"});
        if (!link && element.name() == "a") link = element;
        if (link) graph_.set(named, "url", {.text = link.attribute("href").value_or("")});
    }

    void set_rating(NodeId node, const Marked& marked, const Vocabulary& words) {
        const auto rating = first_of(marked, words.rating);
        if (rating) {
            const auto inner = marked_in(rating, words);
            const auto average = first_of(inner, words.average);
            set(node, "ratingvalue", average ? average : rating);
        } else {
            set(node, "ratingvalue", first_of(marked, {"average"}));
        }
        set(node, "bestrating", first_of(marked, words.best));
        set(node, "worstrating", first_of(marked, words.worst));
    }

    void read_root(const Element& root, const Vocabulary& words, bool is_review, const Element& around) {
        const auto marked = marked_in(root, words);
        const NodeId node = child(no_node, {}, is_review ? "review" : "aggregaterating");
        if (is_review) {
            read_review(node, root, marked, words);
        } else {
            set_rating(node, marked, words);
            set(node, "ratingcount", first_of(marked, words.count));
            set(node, "reviewcount", first_of(marked, words.votes));
        }
        if (const auto item = first_of(marked, words.item))
            set_named(node, "itemreviewed", item, words);
        else if (around)
            set(child(node, "itemreviewed", "thing"), "name", around);
    }

    void read_review(NodeId node, const Element& root, const Marked& marked, const Vocabulary& words) {
        if (first_of(marked, words.rating)) set_rating(child(node, "reviewrating", "rating"), marked, words);
        set_named(node, "author", first_of(marked, words.author), words);
        set(node, "headline", first_of(marked, words.title));
        set(node, "reviewbody", first_of(marked, words.body));
        set(node, "datepublished", first_of(marked, words.date));
        if (const auto link = first_of(marked, words.url))
            graph_.set(node, "url", {.text = link.attribute("href").value_or("")});
        // A root with nothing marked in it: its text is the review.
        if (graph_[node].properties.empty() && !first_of(marked, words.item))
            graph_.set(node, "reviewbody", {.text = root.prose(budget_)});
    }

    Graph& graph_;
    Budget& budget_;
};

}  // namespace

void read_microformats(const Element& root, Graph& graph, Budget& budget) {
    MicroformatReader(graph, budget).read(root, {});
}

}  // namespace reputed::fetchers::page
