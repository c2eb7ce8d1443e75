-- 0036 Moves of units that every party is asked about.

create table unit_move_proposals (   -- FACT. A unit is to lie under another one from a day on; it moves once all have signed.
  id          text primary key,
  unit_id     text not null references units (id),
  under_id    text not null references units (id),
  starts_on   text not null,         -- may lie ahead: then it moves on that day
  reason      text not null,
  proposed_on text not null
);
create index unit_move_proposals_by_unit on unit_move_proposals (unit_id, id);
