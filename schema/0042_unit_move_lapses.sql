-- 0042 Moves of units that were agreed ahead of their day and could no longer be made when it came.

create table unit_move_lapses (      -- FACT. What else was agreed since left nothing to do, or would put a unit below itself.
  proposal_id text primary key references unit_move_proposals (id),
  unit_id     text not null references units (id),
  lapsed_on   text not null
);
