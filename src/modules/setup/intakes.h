#pragma once
#include "modules/setup/intake.h"

// The kinds that need more than inserting and updating their rows: a tree to keep, a total to count, a second record
// in the same row.
namespace setup {

// What everybody builds on: after set-up a file adds to it and changes none of it.
template <class T>
class SettledIntake : public IntakeOf<T> {
 public:
  using IntakeOf<T>::IntakeOf;

 protected:
  std::optional<Fault> not_theirs(Known& known, Change change) override {
    if (change != Change::changed || !known.rights().settled()) return std::nullopt;
    return Fault{"", "setup.problem.settled", ""};
  }
};

// Who the parties are is settled with set-up.
class PartyIntake : public IntakeOf<Party> {
 public:
  using IntakeOf::IntakeOf;

 protected:
  std::optional<Fault> not_theirs(Known& known, Change change) override;
};

class UnionIntake : public IntakeOf<Union> {
 public:
  using IntakeOf::IntakeOf;
  void write(Tx& tx, Known& known, const Step& step) override;

 protected:
  std::optional<Fault> not_theirs(Known& known, Change change) override;
};

// Units keep their ancestors, and no unit is below itself.
class UnitIntake : public SettledIntake<Unit> {
 public:
  using SettledIntake::SettledIntake;
  std::optional<Fault> keep(Known& known, Change& change) override;
  void write(Tx& tx, Known& known, const Step& step) override;

 private:
  void read_tree(Reader& db);
  std::unordered_map<std::string, std::string> parents_;
  bool tree_read_ = false;
};

class PersonIntake : public IntakeOf<Person> {
 public:
  using IntakeOf::IntakeOf;
  std::optional<Fault> keep(Known& known, Change& change) override;

 protected:
  std::optional<Fault> not_theirs(Known& known, Change change) override;
};

// Where a team lies, that it rests and that it ended are for those who lead it.
class TeamIntake : public IntakeOf<teams::Team> {
 public:
  using IntakeOf::IntakeOf;
  void write(Tx& tx, Known& known, const Step& step) override;

 protected:
  std::optional<Fault> not_theirs(Known& known, Change change) override;
};

// Each party puts its own people forward. A sponsor's seat in a team starts the clock of the monthly contact.
class SeatIntake : public IntakeOf<Seat> {
 public:
  using IntakeOf::IntakeOf;
  std::optional<Fault> keep(Known& known, Change& change) override;
  void write(Tx& tx, Known& known, const Step& step) override;

 protected:
  std::optional<Fault> not_theirs(Known& known, Change change) override;
};

class SeriesIntake : public IntakeOf<measures::Series> {
 public:
  using IntakeOf::IntakeOf;
  std::string identity() const override;
  bool load(Known& known) override;
  std::optional<Fault> keep(Known& known, Change& change) override;
  void write(Tx& tx, Known& known, const Step& step) override;
};

// Kept small: a million values fit into memory. Each file is one load.
class MeasurementIntake : public Intake {
 public:
  explicit MeasurementIntake(const std::vector<std::string_view>&) {}
  void fresh() override;
  void* part(int number) override;
  bool load(Known&) override { return false; }
  std::string identity() const override { return {}; }
  std::optional<Fault> keep(Known& known, Change& change) override;
  void write(Tx& tx, Known& known, const Step& step) override;
  std::size_t size() const override { return kept_; }

 private:
  struct Value {
    int revision;
    Quantity numerator, denominator;
  };
  struct OfSeries {
    measures::Series series;
    std::map<Date, Value> recorded;
    std::set<Date> seen;
  };
  struct FileOf {
    measures::Figures figures;
    std::unordered_map<const OfSeries*, int> places;
  };
  OfSeries& series_of_row(Known& known);
  static int place_in(FileOf& file, OfSeries& of);

  measures::Series series_;
  measures::Measurement measurement_;
  std::unordered_map<std::string, OfSeries> by_series_;
  std::map<std::string, FileOf> by_file_;
  std::size_t kept_ = 0;
};

// A unit moves under another one on a day; what was reported before stays where it was.
class MoveIntake : public IntakeOf<partnership::UnitMove> {
 public:
  using IntakeOf::IntakeOf;
  std::optional<Fault> keep(Known& known, Change& change) override;
  void write(Tx& tx, Known& known, const Step& step) override;

 protected:
  std::optional<Fault> not_theirs(Known& known, Change change) override;
};

// A project names the metric of its own team's series. Its aim is signed, so a file does not change it.
class ProjectIntake : public IntakeOf<improvement::Project> {
 public:
  using IntakeOf::IntakeOf;
  void fresh() override;
  void* part(int number) override;
  std::optional<Fault> keep(Known& known, Change& change) override;
  void write(Tx& tx, Known& known, const Step& step) override;

 private:
  std::optional<Fault> not_theirs(Known& known, Change change) override;
  measures::Series series_;
};

// Signed by the co-leads, after set-up.
class EndingIntake : public IntakeOf<improvement::ProjectEnding> {
 public:
  using IntakeOf::IntakeOf;
  void write(Tx& tx, Known& known, const Step& step) override;

 private:
  std::optional<Fault> not_theirs(Known& known, Change change) override;
};

// A row of two records: the second is there when its date is.
template <class T, class Second, Date Second::*When>
class IntakeOfTwo : public IntakeOf<T> {
 public:
  using IntakeOf<T>::IntakeOf;
  void fresh() override {
    IntakeOf<T>::fresh();
    second_ = Second{};
  }
  void* part(int number) override { return number == 0 ? static_cast<void*>(&this->row_) : &second_; }
  bool load(Known& known) override {
    bool there = IntakeOf<T>::load(known);
    second_there_ = there && load_second(known.db());
    return there;
  }
  std::optional<Fault> keep(Known& known, Change& change) override {
    bool brings_second = second_.*When != Date{} && !second_there_;
    auto fault = IntakeOf<T>::keep(known, change);
    if (fault || (change == Change::same && !brings_second)) return fault;
    if (change == Change::same) {
      change = Change::changed;
      this->kept_.push_back({std::move(this->row_), change});
    }
    seconds_.push_back(brings_second ? std::optional<Second>(second_) : std::nullopt);
    return std::nullopt;
  }

 protected:
  virtual bool load_second(Reader& db) = 0;

  Second second_;
  bool second_there_ = false;
  std::vector<std::optional<Second>> seconds_;  // beside kept_
};

class CycleIntake
    : public IntakeOfTwo<improvement::TestCycle, improvement::CycleClosing, &improvement::CycleClosing::closed_on> {
 public:
  using IntakeOfTwo::IntakeOfTwo;
  void write(Tx& tx, Known& known, const Step& step) override;

 private:
  bool load_second(Reader& db) override;
};

class SavingIntake : public IntakeOfTwo<improvement::Saving, improvement::SavingValidation,
                                        &improvement::SavingValidation::validated_on> {
 public:
  using IntakeOfTwo::IntakeOfTwo;
  std::optional<Fault> keep(Known& known, Change& change) override;
  void write(Tx& tx, Known& known, const Step& step) override;

 private:
  bool load_second(Reader& db) override;
};

class RatingIntake : public IntakeOfTwo<path::Rating, path::RatingStart, &path::RatingStart::started_on> {
 public:
  using IntakeOfTwo::IntakeOfTwo;
  std::optional<Fault> keep(Known& known, Change& change) override;
  void write(Tx& tx, Known& known, const Step& step) override;

 private:
  bool load_second(Reader& db) override;
  std::optional<Fault> not_theirs(Known& known, Change change) override;
};

// A contact names the person; it is recorded from their seat as a sponsor.
class ContactIntake : public IntakeOf<teams::SponsorContact> {
 public:
  using IntakeOf::IntakeOf;
  void fresh() override;
  void* part(int number) override;
  bool load(Known& known) override;
  std::optional<Fault> keep(Known& known, Change& change) override;
  void write(Tx& tx, Known& known, const Step& step) override;

 private:
  Seat seat_;
  bool is_sponsor_ = false;
};

// The clock of a sponsor's next contact, counted from the last one.
void restart_contact_clock(Tx& tx, const Id<teams::Team>& team, const Id<Party>& party);

}  // namespace setup
