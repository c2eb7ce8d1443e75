#include "kit/chart/svg.h"

#include <charconv>
#include <cmath>

namespace kit {

void append_coordinate(std::string& out, double value) {
  auto tenths = std::llround(value * 10);
  if (tenths < 0) {
    out += '-';
    tenths = -tenths;
  }
  char digits[24];
  auto end = std::to_chars(digits, digits + sizeof digits, tenths / 10).ptr;
  if (tenths % 10 != 0) {
    *end++ = '.';
    *end++ = static_cast<char>('0' + tenths % 10);
  }
  out.append(digits, end);
}

void Svg::open(std::string_view css_names, double width, double height, std::size_t expected_bytes) {
  out_.reserve(expected_bytes);
  raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
  append_coordinate(out_, width);
  raw(" ");
  append_coordinate(out_, height);
  raw("\"");
  attribute("width", width);
  attribute("height", height);
  css(css_names);
}

Svg Svg::decoration(std::string_view css_names, double width, double height, std::size_t expected_bytes) {
  Svg svg;
  svg.open(css_names, width, height, expected_bytes);
  svg.raw(" aria-hidden=\"true\">");
  return svg;
}

Svg::Svg(std::string_view css_names, double width, double height, std::string_view id, std::string_view title,
         std::string_view description, std::size_t expected_bytes) {
  open(css_names, width, height, expected_bytes);
  raw(" role=\"img\" aria-labelledby=\"");
  raw(id);
  raw("-title");
  if (!description.empty()) {
    raw(" ");
    raw(id);
    raw("-desc");
  }
  raw("\"><title id=\"");
  raw(id);
  raw("-title\">");
  escaped(title);
  raw("</title>");
  if (description.empty()) return;
  raw("<desc id=\"");
  raw(id);
  raw("-desc\">");
  escaped(description);
  raw("</desc>");
}

void Svg::line(ChartPoint from, ChartPoint to, std::string_view css_names, std::string_view attributes) {
  raw("<line");
  attribute("x1", from.x);
  attribute("y1", from.y);
  attribute("x2", to.x);
  attribute("y2", to.y);
  raw(" stroke=\"currentColor\"");
  raw(attributes);
  css(css_names);
  raw("/>");
}

void Svg::rect(ChartBox box, std::string_view css_names, std::string_view attributes) {
  raw("<rect");
  attribute("x", box.left);
  attribute("y", box.top);
  attribute("width", box.width());
  attribute("height", box.height());
  raw(attributes);
  css(css_names);
  raw("/>");
}

void Svg::polyline(std::span<const ChartPoint> list, std::string_view css_names, std::string_view attributes) {
  raw("<polyline fill=\"none\" stroke=\"currentColor\"");
  raw(attributes);
  css(css_names);
  points(list);
  raw("/>");
}

void Svg::polygon(std::span<const ChartPoint> list, std::string_view css_names, std::string_view tooltip) {
  raw("<polygon");
  css(css_names);
  points(list);
  end_with_tooltip("polygon", tooltip);
}

void Svg::circle(ChartPoint centre, double radius, std::string_view css_names, std::string_view tooltip) {
  raw("<circle");
  css(css_names);
  attribute("cx", centre.x);
  attribute("cy", centre.y);
  attribute("r", radius);
  end_with_tooltip("circle", tooltip);
}

void Svg::text(ChartPoint at, Anchor anchor, std::string_view css_names, std::string_view words) {
  raw("<text");
  attribute("x", at.x);
  attribute("y", at.y);
  if (anchor != Anchor::start) raw(anchor == Anchor::middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
  css(css_names);
  raw(">");
  escaped(words);
  raw("</text>");
}

void Svg::open_group(std::string_view css_names, std::string_view tooltip) {
  raw("<g");
  css(css_names);
  raw(">");
  if (tooltip.empty()) return;
  raw("<title>");
  escaped(tooltip);
  raw("</title>");
}

void Svg::close_group() { raw("</g>"); }

std::string Svg::finish() {
  raw("</svg>");
  return std::move(out_);
}

void Svg::escaped(std::string_view words) {
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = words.find_first_of("&<>\"'", begin);
    out_ += words.substr(begin, end - begin);
    if (end == std::string_view::npos) return;
    switch (words[end]) {
      case '&': raw("&amp;"); break;
      case '<': raw("&lt;"); break;
      case '>': raw("&gt;"); break;
      case '"': raw("&quot;"); break;
      default: raw("&#39;");
    }
    begin = end + 1;
  }
}

void Svg::attribute(std::string_view name, double value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append_coordinate(out_, value);
  out_ += '"';
}

void Svg::css(std::string_view names) {
  if (names.empty()) return;
  raw(" class=\"");
  raw(names);
  raw("\"");
}

void Svg::points(std::span<const ChartPoint> list) {
  raw(" points=\"");
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out_ += ' ';
    append_coordinate(out_, list[i].x);
    out_ += ',';
    append_coordinate(out_, list[i].y);
  }
  raw("\"");
}

void Svg::end_with_tooltip(std::string_view element, std::string_view tooltip) {
  if (tooltip.empty()) return raw("/>");
  raw("><title>");
  escaped(tooltip);
  raw("</title></");
  raw(element);
  raw(">");
}

}  // namespace kit
