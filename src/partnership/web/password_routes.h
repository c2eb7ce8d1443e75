#pragma once
#include "partnership/passwords.h"
#include "partnership/web/parts.h"
#include "partnership/web/router.h"

// Choosing a password: by the link of an invitation, which does nothing by being opened, or signed in, by the present
// one.
namespace partnership {

void password_routes(Router& router);

// On a person's page: what an administrator of their party can do so that they get in. Nothing for anybody else.
kit::Html invite_card(const View& view, Reader& db, const Person& person);

}  // namespace partnership
