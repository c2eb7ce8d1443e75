// Safe markup. An Html only ever holds markup whose text was escaped when it was put in, so a page cannot be
// broken by what people write. Text enters through text(), attribute(), url() or piece(), each for its place; raw()
// takes only string literals (checked by the compiler); trusted_html() is the one door for markup made elsewhere.
// Templates (docs/templates.md) call the put… functions below, one for each place a hole can stand in.
// Text is UTF-8 and is passed on as it is; nothing here throws but for lack of memory.
#pragma once

#include <charconv>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace kit {

// A string literal: text the compiler has seen, so no person has written it.
class Literal {
 public:
  template <std::size_t N>
  consteval Literal(const char (&text)[N]) : view_(text, N - 1) {}
  consteval explicit Literal(std::string_view text) : view_(text) {}
  std::string_view view() const { return view_; }

 private:
  std::string_view view_;
};

class Html {
 public:
  void text(std::string_view value);       // between tags
  void attribute(std::string_view value);  // between double quotes
  // A whole address between double quotes, or its beginning. Relative, http, https, mailto and tel addresses pass;
  // any other scheme (javascript:, data:, …) becomes "#".
  void url(std::string_view value);
  // One piece inside an address ("/teams/" piece "?week=" piece), percent-encoded: it can add no path, no parameter.
  void piece(std::string_view value);
  void raw(Literal markup) { text_ += markup.view(); }
  void append(const Html& other) { text_ += other.text_; }

  std::string_view view() const { return text_; }
  bool empty() const { return text_.empty(); }
  std::string take() { return std::exchange(text_, {}); }

 private:
  friend Html trusted_html(std::string markup);
  std::string text_;
};

// The only way to make Html from text at run time. Its callers are listed, with reasons, in tools/check_html.py.
Html trusted_html(std::string markup);

// Markdown as people write it (with tables, strikethrough and bare links). Raw HTML is dropped, and so are
// addresses of an unsafe scheme.
Html markdown(std::string_view source);

// The body of a component: a reference to a callable. It owns nothing, so it lives as long as the call it is passed to.
class Slot {
 public:
  template <class Body>
  requires(!std::same_as<std::remove_cvref_t<Body>, Slot>) && std::invocable<Body&, Html&> Slot(Body&& body)
      : body_(const_cast<void*>(static_cast<const void*>(std::addressof(body)))),
  call_([](void* object, Html& out) { (*static_cast<std::remove_reference_t<Body>*>(object))(out); }) {}
  void operator()(Html& out) const { call_(body_, out); }

 private:
  void* body_;
  void (*call_)(void*, Html&);
};

// What a hole can show: text, whole numbers, any type with a free function html_text(const T&) beside it, and any enum
// with a list names(E) beside it. Not bool (is it "true", "yes" or "sí"?) and not double (how many decimals? see
// number() in kit/text/words.h).
namespace beside {  // so that these functions are found beside the type only, whatever else was included before
void html_text();
void names();
template <class T>
concept HasHtmlText = requires(const T& value) {
  { html_text(value) } -> std::convertible_to<std::string_view>;
};
template <class T>
concept HasNames = std::is_enum_v<T> && requires(T value) {
  names(value)[0];
};
template <HasHtmlText T>
decltype(auto) text_of(const T& value) {
  return html_text(value);
}
template <HasNames T>
requires(!HasHtmlText<T>) std::string_view text_of(T value) { return names(value)[static_cast<std::size_t>(value)]; }
}  // namespace beside

template <class T>
concept SaysItself = beside::HasHtmlText<T> || beside::HasNames<T>;
template <class T>
concept WholeNumber = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;
template <class T>
concept Showable = SaysItself<T> || WholeNumber<T> || std::convertible_to<const T&, std::string_view>;

template <Showable T, class Use>
void show(const T& value, Use&& use) {
  if constexpr (SaysItself<T>) {
    use(std::string_view(beside::text_of(value)));
  } else if constexpr (WholeNumber<T>) {
    char digits[24];
    use(std::string_view(digits, std::to_chars(digits, digits + sizeof digits, value).ptr));
  } else {
    use(std::string_view(value));
  }
}

template <Showable T>
void put(Html& out, const T& value) {
  show(value, [&](std::string_view text) { out.text(text); });
}
template <Showable T>
void put_attribute(Html& out, const T& value) {
  show(value, [&](std::string_view text) { out.attribute(text); });
}
template <Showable T>
void put_url(Html& out, const T& value) {
  show(value, [&](std::string_view text) { out.url(text); });
}
template <Showable T>
void put_piece(Html& out, const T& value) {
  show(value, [&](std::string_view text) { out.piece(text); });
}

inline void put(Html& out, const Html& markup) { out.append(markup); }
void put(Html& out, bool) = delete;
void put_attribute(Html& out, bool) = delete;

template <class T>
void put(Html& out, const std::optional<T>& value) {
  if (value) put(out, *value);
}
template <class T>
void put_attribute(Html& out, const std::optional<T>& value) {
  if (value) put_attribute(out, *value);
}
template <class T>
void put_url(Html& out, const std::optional<T>& value) {
  if (value) put_url(out, *value);
}
template <class T>
void put_piece(Html& out, const std::optional<T>& value) {
  if (value) put_piece(out, *value);
}

}  // namespace kit
