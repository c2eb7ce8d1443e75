#pragma once
#include <functional>

#include "kit/time/zone.h"
#include "partnership/web/request.h"

// The doors of the building, in order: the route says who may knock, the query who may see, the rule who may do. A GET
// handler gets a Reader and cannot write; a POST handler gets a Tx, which is committed when it returns. Whatever it
// refuses becomes a calm page or application/problem+json, and leaves nothing behind.
namespace partnership {

enum class Who {
  members,    // with a seat today
  signed_in,  // with or without one
  anyone,
};
std::string_view name_of(Who who);

using Show = std::function<Response(Request&, Reader&)>;
using Do = std::function<Response(Request&, Tx&)>;

class Router {
 public:
  struct Options {
    kit::Zone zone{"America/Los_Angeles"};
    std::function<Instant()> now = kit::now;
  };
  Router(kit::Database& database, Options options) : database_(database), options_(std::move(options)) {}

  // A part of the path is {name}; {name*} at the end is all the rest of it.
  void get(std::string pattern, Show show, Who who = Who::members);
  // `form` shows the page again with what was typed when the fields need another look (422).
  void post(std::string pattern, Do act, Who who = Who::members, Show form = {});

  // A POST that opens its own short transactions, because it has slow work to do between them.
  using Outside = std::function<Response(Request&, kit::Database&, Instant)>;
  void outside(std::string pattern, Outside act, Who who);

  Response answer(kit::Request& http) const;

  struct Line {
    kit::Method method;
    std::string pattern;
    Who who;
  };
  std::vector<Line> lines() const;  // the site map

  kit::Database& database() const { return database_; }
  Instant now() const { return options_.now(); }
  Date today() const { return kit::date_in(now(), options_.zone); }

 private:
  using Parts = std::vector<std::pair<std::string, std::string>>;
  struct Route {
    kit::Method method;
    std::string pattern;
    std::vector<std::string> segments;
    Who who;
    Show show;
    Do act;
    Outside outside = {};
  };
  const Route* match(kit::Method method, std::string_view path, Parts& parts) const;
  View view_for(const kit::Request& http, const Actor& actor, const std::string& token) const;
  Response show(const Route& route, Request& request, kit::Session& session) const;
  Response act(const Route& route, Request& request) const;
  Response act_once(const Route& route, Request& request) const;
  Response show_again(const Route& route, Request& request, const Refusal& refusal) const;
  Response refuse(Request& request, const Refusal& refusal) const;
  Response ask_to_sign_in(const kit::Request& http, bool json) const;

  kit::Database& database_;
  Options options_;
  std::vector<Route> routes_;
};

}  // namespace partnership
