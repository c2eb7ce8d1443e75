#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

#include "kit/html/html.h"

namespace kit {
namespace {

template <auto free_it>
struct Freed {
  void operator()(auto* thing) const { free_it(thing); }
};
using Parser = std::unique_ptr<cmark_parser, Freed<cmark_parser_free>>;
using Node = std::unique_ptr<cmark_node, Freed<cmark_node_free>>;
using Text = std::unique_ptr<char, Freed<std::free>>;
using Walk = std::unique_ptr<cmark_iter, Freed<cmark_iter_free>>;

constexpr int options = CMARK_OPT_VALIDATE_UTF8;  // Without CMARK_OPT_UNSAFE the renderer drops unsafe links.

Parser new_parser() {
  static const bool registered = (cmark_gfm_core_extensions_ensure_registered(), true);  // once, by one thread
  Parser parser(registered ? cmark_parser_new(options) : nullptr);
  if (!parser) throw std::bad_alloc();
  for (const char* name : {"autolink", "strikethrough", "table"})
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  return parser;
}

// The renderer would leave a comment in place of raw HTML; nothing at all is better.
void drop_raw_html(cmark_node* document) {
  std::vector<cmark_node*> raw;
  Walk walk(cmark_iter_new(document));
  for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE; event = cmark_iter_next(walk.get())) {
    cmark_node* node = cmark_iter_get_node(walk.get());
    auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) raw.push_back(node);
  }
  for (cmark_node* node : raw) cmark_node_free(node);
}

}  // namespace

Html markdown(std::string_view source) {
  Parser parser = new_parser();
  cmark_parser_feed(parser.get(), source.data(), source.size());
  Node document(cmark_parser_finish(parser.get()));
  drop_raw_html(document.get());
  Text html(cmark_render_html(document.get(), options, cmark_parser_get_syntax_extensions(parser.get())));
  return trusted_html(html.get());
}

}  // namespace kit
