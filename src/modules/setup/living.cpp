#include "modules/setup/living.h"

#include <algorithm>

#include "kit/time/zone.h"
#include "partnership/sign_in.h"

namespace setup {

void Play::at(Date day, int minute, const Id<Person>& who, Act act) {
  if (day <= on_) scenes_.push_back({day, minute, who, std::move(act)});
}

// About a normal deviate: the sum of four dice.
double Play::noise() {
  double sum = 0;
  for (int i = 0; i < 4; ++i) sum += static_cast<double>(random_() % 1000) / 1000 - 0.5;
  return sum / 0.577;
}

TeamOnStage& Play::stage(std::string_view external_id) {
  auto found = std::ranges::find_if(teams_, [&](auto& team) { return team.told->external_id == external_id; });
  if (found == teams_.end()) throw std::logic_error("no team of the example is called " + std::string(external_id));
  return *found;
}

void Play::play(const Progress& progress) {
  const kit::Zone zone("America/Los_Angeles");
  auto perform = [&](const Scene& scene) {
    kit::Session session = database_.write();
    Actor actor = scene.who.empty() ? Actor{} : actor_of_person(session, scene.who, scene.day);
    Instant now = kit::instant_at(scene.day, scene.minute / 60, scene.minute % 60, zone);
    Tx tx(session, actor, kit::plus_seconds(now, count_++ % 60), scene.day);
    scene.act(tx);
    tx.commit();
  };
  perform({ago(450), 8 * 60, {}, [this](Tx& tx) { set_up(tx); }});
  for (const TeamOnStage& team : teams_) year_of(team);
  projects();
  today();
  figures_from_feeds();
  table();
  std::ranges::stable_sort(scenes_,
                           [](auto& a, auto& b) { return std::tie(a.day, a.minute) < std::tie(b.day, b.minute); });
  std::size_t done = 0;
  for (const Scene& scene : scenes_) {
    perform(scene);
    if (progress && ++done % 20 == 0) progress(static_cast<double>(done) / static_cast<double>(scenes_.size()));
  }
}

void sign_if_asked(Tx& tx, const std::string& subject, const std::string& part) {
  auto state = latest_assent(tx, subject, part);
  if (state && seat_to_sign(*state, tx.actor())) answer_assent(tx, state->assent.id, Answer::signed_, "");
}

void make_living(kit::Database& database, Date on, const Progress& progress) { Play(database, on).play(progress); }

}  // namespace setup
