#include "partnership/web/view.h"

#include <algorithm>

namespace partnership {
namespace {
std::function<std::string(std::string_view)> asset_url;
}

std::string View::input(std::string_view name, std::string_view otherwise) const {
  for (const kit::Form* form : {typed, draft ? &*draft : nullptr, query})
    if (form)
      if (auto value = form->get(name)) return std::string(*value);
  return std::string(otherwise);
}

bool View::chosen(std::string_view name, std::string_view value, bool otherwise) const {
  for (const kit::Form* form : {typed, draft ? &*draft : nullptr, query})
    if (form && form->has(name)) return std::ranges::count(form->all(name), value) > 0;
  return typed || draft ? false : otherwise;
}

std::string View::error(std::string_view field) const {
  for (const FieldError& error : errors)
    if (error.field == field) return t(error.key, {{"detail", error.detail}});
  return {};
}

std::string View::ago(Date date) const {
  int days = kit::days_between(date, today);
  if (days == 0) return t("partnership.time.today");
  if (days < 0) return t("partnership.time.in_days", {{"count", -days}});
  return t("partnership.time.days_ago", {{"count", days}});
}

std::string asset(std::string_view name) { return asset_url ? asset_url(name) : "/assets/" + std::string(name); }
void use_assets(std::function<std::string(std::string_view)> url_of) { asset_url = std::move(url_of); }

}  // namespace partnership
