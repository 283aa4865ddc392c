// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "page_support.hpp"

using namespace reputed;
using namespace reputed::test;
using core::Rating;

TEST_CASE("microdata with meter, meta, time and nested items is read", "[fetchers]") {
    const auto document = parse_body(R"(
      <div itemscope itemtype="https://schema.org/Product"><span itemprop="name">Mug</span>
       <div itemprop="aggregateRating" itemscope itemtype="http://schema.org/AggregateRating">
        <meta itemprop="ratingValue" content="4.6"><span itemprop="reviewCount"> 31
        </span></div>
       <div itemprop="review" itemscope itemtype="http://schema.org/Review" lang="pl">
        <span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Jan</span></span>
        <time itemprop="datePublished" datetime="2025-11-03">wczoraj</time>
        <div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">
         <meter itemprop="ratingValue" min="1" max="5" value="4">****</meter></div>
        <b itemprop="name">Solid</b>
        <p itemprop="reviewBody">Holds <i> </i>  <b>tea</b> &amp; coffee.<br>Both.</p></div></div>)");
    const auto item = only_item(document);
    CHECK(item.author == "Jan");
    CHECK(item.item == "Mug");
    CHECK(item.title == "Solid");
    CHECK(item.body == "Holds tea & coffee.\nBoth.");
    CHECK(item.language == "pl");
    CHECK(published(item) == "2025-11-03");
    CHECK(item.rating == Rating{4, 5, 1, false});
    const auto aggregate = only_aggregate(document);
    CHECK(aggregate.rating == 4.6);
    CHECK(aggregate.count == 31);
    CHECK(aggregate.item == "Mug");
}

TEST_CASE("microdata bends: content on any element, scopes without names, links around names", "[fetchers]") {
    const auto item = only_item(parse_body(R"(
      <ul itemscope itemtype="https://schema.org/Review"><li itemprop="datePublished">2025-11-03</li>
       <li itemprop="author" itemscope itemtype="https://schema.org/Person">Ewa N.</li>
       <li><a itemprop="itemReviewed" href="/mug">The mug</a></li>
       <li itemprop="reviewRating" itemscope><span itemprop="ratingValue" content="2">two stars</span></li>
       <li itemprop="reviewBody description">Broke at once</li></ul>)"));
    CHECK(item.author == "Ewa N.");
    CHECK(item.item == "The mug");
    CHECK(published(item) == "2025-11-03");
    CHECK(item.rating == Rating{2, 5, 1, false});
    CHECK(item.body == "Broke at once");
}

TEST_CASE("itemref brings in properties from elsewhere, also in circles", "[fetchers]") {
    const auto item = only_item(parse_body(R"(
      <div itemscope itemtype="https://schema.org/Review" itemref="text circle missing"></div>
      <p id="text" itemprop="reviewBody">From afar</p>
      <div id="circle"><div itemprop="itemReviewed" itemscope itemref="circle"><i itemprop="name">Mug</i></div></div>)"));
    CHECK(item.body == "From afar");
    CHECK(item.item == "Mug");
}

TEST_CASE("a score beside its thing instead of inside it is read", "[fetchers]") {
    const auto document = parse_body(R"(<div itemscope itemtype="https://schema.org/Recipe"></div>
      <div itemprop="aggregateRating" itemscope><meta itemprop="ratingValue" content="3.5">
       <meta itemprop="reviewCount" content="20"></div>)");
    CHECK(only_aggregate(document).rating == 3.5);
    CHECK(only_aggregate(document).count == 20);
}

TEST_CASE("the old data-vocabulary names are understood", "[fetchers]") {
    const auto document = parse_body(R"(
      <div itemscope itemtype="http://data-vocabulary.org/Review"><span itemprop="itemreviewed">Inn</span>
       <span itemprop="reviewer">Bob</span><time itemprop="dtreviewed" datetime="2009-01-06">Jan 6</time>
       <span itemprop="summary">Fine</span><span itemprop="description">Good food</span>
       <span itemprop="rating">4.5</span></div>
      <div itemscope itemtype="http://data-vocabulary.org/Review-aggregate"><span itemprop="itemreviewed">Inn</span>
       <span itemprop="rating" itemscope itemtype="http://data-vocabulary.org/Rating"><b itemprop="average">9</b>/<b
       itemprop="best">10</b></span> <span itemprop="votes">24</span></div>)");
    const auto item = only_item(document);
    CHECK(item.author == "Bob");
    CHECK(item.item == "Inn");
    CHECK(item.title == "Fine");
    CHECK(item.body == "Good food");
    CHECK(published(item) == "2009-01-06");
    CHECK(item.rating == Rating{4.5, 10, 1, false});
    CHECK(only_aggregate(document).rating == 9);
    CHECK(only_aggregate(document).best == 10);
    CHECK(only_aggregate(document).count == 24);
}

TEST_CASE("RDFa is read with a vocabulary, with prefixes and in its oldest habit", "[fetchers]") {
    SECTION("vocab") {
        const auto item = only_item(parse_body(R"(
          <div vocab="https://schema.org/" typeof="Product"><span property="name">Mug</span>
           <div property="review" typeof="Review" resource="#r42">
            <span property="author" typeof="Person"><span property="name">Jan</span></span>
            <meta property="datePublished" content="2025-11-03">
            <span property="reviewRating" typeof="Rating"><span property="ratingValue">3</span></span>
            <a property="url" href="/r/42">here</a>
            <p property="reviewBody">So so</p></div></div>)"));
        CHECK(item.author == "Jan");
        CHECK(item.item == "Mug");
        CHECK(item.id == "#r42");
        CHECK(item.url == "https://shop.example/r/42");
        CHECK(published(item) == "2025-11-03");
        CHECK(item.rating == Rating{3, 5, 1, false});
        CHECK(item.body == "So so");
    }
    SECTION("prefixes") {
        CHECK(only_item(
                  parse_body(R"(<div typeof="schema:Review"><p property="schema:reviewBody">Good</p></div>)"))
                  .body == "Good");
    }
    SECTION("v: and rel") {
        const auto document = parse_body(R"(
          <div xmlns:v="http://rdf.data-vocabulary.org/#" typeof="v:Review-aggregate">
           <span property="v:itemreviewed">Inn</span>
           <span rel="v:rating"><span typeof="v:Rating"><b property="v:average">4.2</b></span></span>
           <span property="v:count">17</span></div>)");
        CHECK(only_aggregate(document).item == "Inn");
        CHECK(only_aggregate(document).rating == 4.2);
        CHECK(only_aggregate(document).count == 17);
    }
}

TEST_CASE("classic hReview and its aggregate are read", "[fetchers]") {
    const auto document = parse_body(R"(
      <div class="x hreview"><h2 class="summary">Pricey</h2>
       <span class="item vcard"><a class="fn org url" href="/inn">The Inn</a></span>
       <span class="reviewer vcard"><span class="fn">Ala</span></span>
       <abbr class="dtreviewed" title="2024-05-06">May</abbr>
       <span class="rating"><span class="value">2</span> of <span class="best">10</span></span>
       <div class="description"><p>Too dear.</p><p>Too cold.</p></div>
       <a rel="self bookmark" href="/review/88">link</a></div>
      <div class="hreview-aggregate"><span class="item"><span class="fn">The Inn</span></span>
       <span class="rating"><span class="average">6.5</span> / <span class="best">10</span></span>
       <span class="votes">40</span></div>)");
    const auto item = only_item(document);
    CHECK(item.title == "Pricey");
    CHECK(item.item == "The Inn");
    CHECK(item.author == "Ala");
    CHECK(published(item) == "2024-05-06");
    CHECK(item.rating == Rating{2, 10, 1, false});
    CHECK(item.body == "Too dear.\n\nToo cold.");
    CHECK(item.url == "https://shop.example/review/88");
    CHECK(only_aggregate(document).rating == 6.5);
    CHECK(only_aggregate(document).count == 40);
}

TEST_CASE("h-review and its aggregate are read, and only once when the classic names are there too",
          "[fetchers]") {
    const auto document = parse_body(R"(
      <article class="h-review hreview"><h1 class="p-name summary">Nice</h1>
       <div class="p-item h-item"><a class="p-name u-url" href="/mug">Mug</a></div>
       <span class="p-author h-card"><span class="p-name">Olek</span></span>
       <time class="dt-published" datetime="2025-02-03T10:00:00Z">then</time>
       <data class="p-rating" value="4">four</data> of <span class="p-best">5</span>
       <div class="e-content"><ul><li>hot</li><li>big</li></ul></div></article>
      <div class="h-review-aggregate"><span class="p-item h-item">Mug</span><span class="p-rating"><i
        class="p-average">4.1</i></span><span class="p-count">12</span></div>)");
    const auto item = only_item(document);
    CHECK(item.title == "Nice");
    CHECK(item.item == "Mug");
    CHECK(item.author == "Olek");
    CHECK(published(item) == "2025-02-03T10:00:00Z");
    CHECK(item.rating == Rating{4, 5, 1, false});
    CHECK(item.body == "- hot\n- big");
    CHECK(only_aggregate(document).rating == 4.1);
    CHECK(only_aggregate(document).count == 12);
    CHECK(only_item(parse_body("<p class=h-review>Just words</p>")).body == "Just words");
}

TEST_CASE("the same review in two syntaxes comes out once", "[fetchers]") {
    const std::string microdata =
        R"(<div itemscope itemtype="https://schema.org/Product"><i itemprop="name">Mug</i>
      <div itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating">
       <i itemprop="ratingValue">4</i><i itemprop="reviewCount">2</i></div>
      <div itemprop="review" itemscope itemtype="https://schema.org/Review"><i itemprop="author">jan k.</i>
       <meta itemprop="datePublished" content="2025-11-03"><i itemprop="reviewRating">4</i>
       <p itemprop="reviewBody">I have used it   every day since spring, and it is still whole. Thank you!</p></div>
      <div itemprop="review" itemscope itemtype="https://schema.org/Review"><i itemprop="author">Ola</i>
       <p itemprop="reviewBody">Only in the markup</p></div></div>)";
    const auto document = parse_page(
        ld_script(
            R"({"@type":"Product","name":"Mug","aggregateRating":{"ratingValue":"4","reviewCount":2},"review":
          {"@type":"Review","@id":"#r9001","author":{"name":"Jan K."},"datePublished":"2025-11-03T22:10:00-05:00",
           "reviewRating":{"ratingValue":4},"reviewBody":"I have used it every day since spring, and it…"}})") +
        microdata);
    REQUIRE(document.items.size() == 2);
    CHECK(document.items[0].id == "#r9001");
    CHECK(document.items[0].author == "Jan K.");
    CHECK(document.items[0].body ==
          "I have used it every day since spring, and it is still whole. Thank you!");
    CHECK(published(document.items[0]) == "2025-11-04T03:10:00Z");
    CHECK(document.items[1].author == "Ola");
    CHECK(only_aggregate(document).count == 2);
}

TEST_CASE("an equal review beside its thing and inside it comes out once, two different ones stay",
          "[fetchers]") {
    const std::string review = R"({"@type":"Review","author":"Jan","reviewBody":"Good"})";
    const auto document = parse_page(
        ld_script(R"({"@type":"Product","name":"Mug","review":[)" + review + "]}") + ld_script(review) +
        ld_script(R"({"@type":"Review","author":"Jan","reviewBody":"Good, still"})"));
    REQUIRE(document.items.size() == 2);
    CHECK(document.items[0].item == "Mug");
}

TEST_CASE("a blank attribute does not hide what is seen", "[fetchers]") {
    const auto [scope, property] = GENERATE(
        table<std::string, std::string>({{R"(itemscope itemtype="https://schema.org/Review")", "itemprop"},
                                         {R"(vocab="https://schema.org/" typeof="Review")", "property"}}));
    const auto item =
        only_item(parse_body("<div " + scope + "><b " + property + "=author content=' '>Jan</b><p " +
                             property + "=reviewBody content=''>Fine</p><time " + property +
                             "=datePublished datetime=''>2025-11-03</time></div>"));
    CHECK(item.author == "Jan");
    CHECK(item.body == "Fine");
    CHECK(published(item) == "2025-11-03");
}

TEST_CASE("a text in an attribute loses its tags", "[fetchers]") {
    CHECK(only_item(
              parse_body(R"(<div itemscope itemtype="https://schema.org/Review"><meta itemprop="reviewBody"
       content="&lt;p&gt;Great &amp;amp; small&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;"></div>)"))
              .body == "Great & small\n\nTwo");
    CHECK(only_item(parse_body(R"(<div vocab="https://schema.org/" typeof="Review"><meta property="reviewBody"
       content="Great &lt;3 &amp;amp; small"></div>)"))
              .body == "Great <3 &amp; small");
}

TEST_CASE("a comment also ends the way it should not", "[fetchers]") {
    const std::string review =
        R"(<div itemscope itemtype="https://schema.org/Review"><p itemprop="reviewBody">)";
    CHECK(parse_body("<!-- x --!>" + review + "One</p></div><!--y-->" + review + "Two</p></div>")
              .items.size() == 2);
    CHECK(only_item(parse_body("<!--><!---><!-- a -- b ----->" + review + "One</p></div><!-- z")).body ==
          "One");
}

TEST_CASE("the language of a body is its own before the review's", "[fetchers]") {
    CHECK(only_item(parse_body(R"(<div itemscope itemtype="https://schema.org/Review" lang="en">
      <p itemprop="reviewBody" lang="pl">Tak</p></div>)"))
              .language == "pl");
    CHECK(only_item(parse_body(R"(<div vocab="https://schema.org/" typeof="Review">
      <p property="reviewBody" lang="de">Ja</p></div>)"))
              .language == "de");
    CHECK(only_item(parse_ld(R"({"@type":"Review","reviewBody":{"@value":"Oui","@language":"fr"}})"))
              .language == "fr");
}

TEST_CASE("a review inside what it is about needs no item of its own", "[fetchers]") {
    const auto item_of = [](const std::string& around, const std::string& name) {
        const auto document = parse_body("<div class='" + around + "'><b class='" + name + R"('>Mug</b>
          <div class="hreview"><i class="reviewer vcard"><b class="fn">Jan</b></i><p class="description">x</p></div>
          <div class="h-review"><p class="p-author h-card">Ola</p><p class="e-content">y</p></div></div>)");
        REQUIRE(document.items.size() == 2);
        CHECK(document.items[0].item == document.items[1].item);
        CHECK(document.items[0].author == "Jan");
        return document.items[0].item;
    };
    CHECK(item_of("hproduct", "fn") == "Mug");
    CHECK(item_of("hrecipe", "fn") == "Mug");
    CHECK(item_of("vcard", "fn org") == "Mug");
    CHECK(item_of("vevent", "summary") == "Mug");
    CHECK(item_of("h-product", "p-name") == "Mug");
    CHECK(item_of("h-card", "photo").empty());
}

TEST_CASE("an event's name is its summary, not all its text", "[fetchers]") {
    const auto item = only_item(parse_body(R"(<div class="hreview"><div class="item vevent">
      <b class="summary">Concert</b> on <abbr class="dtstart" title="2009-01-01">New Year</abbr></div>
      <p class="description">Loud</p></div>)"));
    CHECK(item.item == "Concert");
    CHECK(item.title.empty());
}

TEST_CASE("a summary score inside its product has the product's name", "[fetchers]") {
    CHECK(only_aggregate(
              parse_body(R"(<div class="hproduct"><b class="fn">Mug</b><div class="hreview-aggregate">
      <b class="rating">4.2</b><b class="count">5</b></div></div>)"))
              .item == "Mug");
}
