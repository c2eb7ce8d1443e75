#include "kit/chart/png.h"

#include <librsvg/rsvg.h>

#include <memory>

namespace kit {
namespace {

std::string style_in_use;

std::string_view value_in(std::string_view palette, std::string_view name) {
  auto at = palette.find(std::string(name) + ":");
  if (at == std::string_view::npos) return "black";
  at += name.size() + 1;
  std::string_view value = palette.substr(at, palette.find(';', at) - at);
  while (value.starts_with(' ')) value.remove_prefix(1);
  return value;
}

std::string without_variables(std::string_view rule, std::string_view palette) {
  std::string out;
  while (true) {
    auto at = rule.find("var(");
    if (at == std::string_view::npos) return out.append(rule);
    auto end = rule.find(')', at);
    out.append(rule.substr(0, at)).append(value_in(palette, rule.substr(at + 4, end - at - 4)));
    rule.remove_prefix(end + 1);
  }
}

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
struct Destroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

[[noreturn]] void refuse(GError* error) {
  std::string words = error ? error->message : "no reason given";
  if (error) g_error_free(error);
  throw PictureRefused("The chart could not be drawn as a picture: " + words + ".");
}

std::unique_ptr<RsvgHandle, Unref> read(std::string_view svg) {
  GError* error = nullptr;
  std::unique_ptr<RsvgHandle, Unref> handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  if (!handle) refuse(error);
  const auto& style = style_in_use;
  if (!style.empty() &&
      !rsvg_handle_set_stylesheet(handle.get(), reinterpret_cast<const guint8*>(style.data()), style.size(), &error))
    refuse(error);
  return handle;
}

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

// One rule a line, as web/chart.css is written; what depends on the medium is left out.
std::string picture_style(std::string_view chart_css, std::string_view palette_css) {
  std::string style = "text { font-family: sans-serif; font-size: 13px; } polyline { fill: none; }\n";
  while (!chart_css.empty()) {
    auto end = std::min(chart_css.find('\n'), chart_css.size());
    std::string_view line = chart_css.substr(0, end);
    chart_css.remove_prefix(std::min(end + 1, chart_css.size()));
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (line.starts_with(".chart") && line.find("display:") == std::string_view::npos)
      style += without_variables(line, palette_css) + "\n";
  }
  return style;
}

void use_picture_style(std::string style) { style_in_use = std::move(style); }

std::string png_of(std::string_view svg, double scale) {
  auto handle = read(svg);
  double width = 0, height = 0;
  if (!rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height)) {
    RsvgRectangle box{};
    gboolean has_width = false, has_height = false, has_box = false;
    RsvgLength across{}, down{};
    rsvg_handle_get_intrinsic_dimensions(handle.get(), &has_width, &across, &has_height, &down, &has_box, &box);
    width = box.width, height = box.height;
  }
  if (width <= 0 || height <= 0 || width * height > 25e6) throw PictureRefused("The chart has no size.");
  std::unique_ptr<cairo_surface_t, Destroy> surface(cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, static_cast<int>(width * scale), static_cast<int>(height * scale)));
  std::unique_ptr<cairo_t, Destroy> context(cairo_create(surface.get()));
  cairo_set_source_rgb(context.get(), 1, 1, 1);
  cairo_paint(context.get());
  GError* error = nullptr;
  RsvgRectangle view{0, 0, width * scale, height * scale};
  if (!rsvg_handle_render_document(handle.get(), context.get(), &view, &error)) refuse(error);
  std::string png;
  cairo_surface_write_to_png_stream(surface.get(), append, &png);
  return png;
}

}  // namespace kit
