-- 0012 Bodies: councils, committees and task forces at any unit, how they hang together, and what they cost in hours.

create table bodies (                -- A council, a committee or a task force, led by a co-chair of each party in it.
  id          text primary key,
  external_id text not null unique,
  name        text not null,
  kind        text not null check (kind in ('council', 'committee', 'task_force')),
  footing     text not null check (footing in ('integrated', 'parallel')),  -- decides for operations, or runs beside them
  unit_id     text not null references units (id),
  parent_id   text references bodies (id),
  purpose     text not null,
  formed_on   text not null,
  sunset_on   text,                  -- the last day, unless it is renewed before
  ended_on    text
);
create index bodies_by_unit on bodies (unit_id);
create index bodies_by_parent on bodies (parent_id);

create table body_allotments (       -- How many seats a party has in a body; a party without a row is not part of it.
  body_id  text not null references bodies (id),
  party_id text not null references parties (id),
  seats    bigint not null,
  primary key (body_id, party_id)
) /* clustered */;

create table body_turns (            -- FACT. A turn in a body's life: renewed, placed elsewhere, ended.
  id        text primary key,
  body_id   text not null references bodies (id),
  turn      text not null check (turn in ('renewed', 'placed', 'ended')),
  parent_id text references bodies (id),
  footing   text not null check (footing in ('integrated', 'parallel')),
  sunset_on text,
  reason    text not null,
  turned_on text not null
);
create index body_turns_by_body on body_turns (body_id);
create table body_turn_proposals (   -- FACT. A turn put to the co-chairs of every party in the body; taken with the last signature.
  id          text primary key,
  body_id     text not null references bodies (id),
  turn        text not null check (turn in ('renewed', 'placed', 'ended')),
  parent_id   text references bodies (id),          -- of placed: below which body from then on
  footing     text not null check (footing in ('integrated', 'parallel')),
  sunset_on   text,                  -- of renewed: the new last day, or without end
  reason      text not null,
  proposed_on text not null
);
create index body_turn_proposals_by_body on body_turn_proposals (body_id, id);

create table body_charters (         -- FACT. How a body works, in versions, as put to a co-chair of every party in it.
  id        text primary key,
  body_id   text not null references bodies (id),
  version   bigint not null,
  text      text not null,           -- Markdown
  opened_on text not null,
  unique (body_id, version)
);
create table body_charter_starts (   -- FACT. Every party signed it; the newest that has started is in force.
  charter_id text primary key references body_charters (id),
  body_id    text not null references bodies (id),
  started_on text not null
);
create index body_charter_starts_by_body on body_charter_starts (body_id);

create table body_sittings (         -- PROJECTION of its meetings: on which days a body met, and the hours it took.
  body_id        text not null,
  met_on         text not null,
  person_minutes bigint not null,    -- minutes times people present
  primary key (body_id, met_on)
) /* clustered */;
