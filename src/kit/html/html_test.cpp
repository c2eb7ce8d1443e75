#include "kit/html/html.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>

#include "kit/html/html_test.html.h"

namespace {

enum class Choice { agree, block };
std::string_view html_text(Choice choice) { return choice == Choice::agree ? "agree" : "block"; }

enum class Size { small, large };
auto names(Size) { return std::array<std::string_view, 2>{"small", "large<"}; }

struct Ticket {
  int number;
};
std::string html_text(const Ticket& ticket) { return "#" + std::to_string(ticket.number) + "<"; }

template <class T>
std::string shown(const T& value) {
  kit::Html out;
  kit::put(out, value);
  return out.take();
}

std::string address(std::string_view value) {
  kit::Html out;
  out.url(value);
  return out.take();
}

template <class T>
concept FitsText = requires(kit::Html& out, const T& value) {
  kit::put(out, value);
};
template <class T>
concept FitsAttribute = requires(kit::Html& out, const T& value) {
  kit::put_attribute(out, value);
};

}  // namespace

TEST_CASE("text is escaped for its place") {
  kit::Html out;
  out.text("a < b & \"c\" > 'd'");
  out.raw("|");
  out.attribute("a < b & \"c\" > 'd'");
  out.raw("|");
  out.piece("a/b ?&=#%\xc3\xa9-._~:,@");
  CHECK(out.view() ==
        "a &lt; b &amp; \"c\" &gt; 'd'|a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;|"
        "a%2Fb%20%3F%26%3D%23%25%C3%A9-._~:,@");
}

TEST_CASE("a safe address passes and is escaped") {
  CHECK(address("/teams/1?a=1&b=2") == "/teams/1?a=1&amp;b=2");
  CHECK(address("HTTPS://example.org/\"") == "HTTPS://example.org/&quot;");
  CHECK(address("mailto:ana@example.org") == "mailto:ana@example.org");
  CHECK(address("?at=14:00") == "?at=14:00");
  CHECK(address("#a:b") == "#a:b");
  CHECK(address("") == "");
}

TEST_CASE("an address that could run script becomes #") {
  for (std::string_view unsafe : {"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)",
                                  "java\nscript:alert(1)", "\x01javascript:alert(1)", "data:text/html,x", "vbscript:x",
                                  "blob:x", "file:///etc/passwd", ":x", "https\t:x", "javascript&colon;:x"})
    CHECK_MESSAGE(address(unsafe) == "#", unsafe);
}

TEST_CASE("a hole shows text, whole numbers, markup, and types that say how they read") {
  CHECK(shown("<b>") == "&lt;b&gt;");
  CHECK(shown(std::string("a&b")) == "a&amp;b");
  CHECK(shown(std::int64_t{-9223372036854775807 - 1}) == "-9223372036854775808");
  CHECK(shown(std::uint8_t{200}) == "200");
  CHECK(shown(Choice::block) == "block");
  CHECK(shown(Size::large) == "large&lt;");
  CHECK(shown(Ticket{7}) == "#7&lt;");
  CHECK(shown(kit::trusted_html("<b>")) == "<b>");
  CHECK(shown(std::optional<int>()) == "");
  CHECK(shown(std::optional<std::string>("<")) == "&lt;");
}

TEST_CASE("a hole refuses what has no one way to be shown") {
  static_assert(FitsText<int> && FitsText<kit::Html> && FitsText<std::optional<Choice>>);
  static_assert(!FitsText<bool> && !FitsText<double> && !FitsText<char> && !FitsText<void*>);
  static_assert(FitsAttribute<std::string> && !FitsAttribute<bool> && !FitsAttribute<kit::Html>);
  static_assert(!std::is_convertible_v<std::string, kit::Html> && !std::is_convertible_v<const char*, kit::Literal>);
}

TEST_CASE("markdown keeps what is written and drops what is markup") {
  CHECK(kit::markdown("*so* ~~not~~ www.example.org").view() ==
        "<p><em>so</em> <del>not</del> <a href=\"http://www.example.org\">www.example.org</a></p>\n");
  CHECK(kit::markdown("a <b onclick=x>bold</b>\n\n<script>alert(1)</script>\n\nend").view() ==
        "<p>a bold</p>\n<p>end</p>\n");
  CHECK(kit::markdown("[x](javascript:alert(1)) [y](data:text/html,x)").view() ==
        "<p><a href=\"\">x</a> <a href=\"\">y</a></p>\n");
  CHECK(kit::markdown("|a|\n|-|\n|1 < 2|").view().find("<td>1 &lt; 2</td>") != std::string_view::npos);
  CHECK(kit::markdown("").empty());
}

TEST_CASE("a compiled template escapes each hole for its place") {
  CHECK(kit::test_places("<&\"", true).view() ==
        "<p class=\"a &lt;&amp;&quot;\" title=\"&lt;&amp;&quot;\">&lt;&amp;\"</p>\n"
        "<a href=\"&lt;&amp;&quot;\">one</a>\n"
        "<a href=\"/teams/%3C%26%22?q=%3C%26%22#%3C%26%22\">two</a>\n"
        "<a href=\"mailto:%3C%26%22\">three</a>\n"
        "<button type=\"button\" disabled>}} on</button>\n");
}

TEST_CASE("a compiled template takes no script from an address") {
  auto page = kit::test_places("javascript:x", false);
  CHECK(page.view().find("<a href=\"#\">one</a>") != std::string_view::npos);
  CHECK(page.view().find("<button type=\"button\" hidden>off</button>") != std::string_view::npos);
}

TEST_CASE("a component passes its body into the frame it calls") {
  CHECK(kit::test_page({}).view() == "<h1>Numbers &amp; more</h1>\n<main>\nNone\n\n<p><em>so</em></p>\n\n</main>\n");
  CHECK(kit::test_page({1, 2}, "n<").view() ==
        "<h1>Numbers &amp; more</h1>\n<main>\n<b>1</b>\n<b>2</b>\nn&lt;\n<p><em>so</em></p>\n\n</main>\n");
}

TEST_CASE("text that begins with a line break survives in a textarea") {
  CHECK(kit::test_verbatim("\nfirst").view() ==
        "<textarea name=\"text\">\n\nfirst</textarea>\n<pre>\n  two\n    four</pre>\n");
}
