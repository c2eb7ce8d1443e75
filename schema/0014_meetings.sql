-- 0014 Meetings: series and what they bring, the agenda both sides build, who came, what was written down and by whom,
-- what is to be done, and how a meeting was closed. That a team met stays a row of team_meetings (0004): closing a
-- team's meeting records it there under the same id.

create table meeting_series (        -- A meeting that comes again and again, on the wall clock of one place.
  id         text primary key,
  place_id   text not null,          -- a team, a body or a unit
  unit_id    text not null references units (id),  -- where the place lies
  title      text not null,
  location   text not null,
  zone       text not null,          -- America/Los_Angeles
  begins_on  text not null,          -- the first time
  begins_at  text not null,          -- 14:00
  length     bigint not null,        -- in minutes
  rule       text not null,          -- RRULE of RFC 5545
  sequence   bigint not null,        -- grows with every change that calendars must hear of
  planned_on text not null,
  ended_on   text                    -- nothing is planned after this day
);
create index meeting_series_by_place on meeting_series (place_id);

create table meetings (              -- One meeting, alone or of a series.
  id         text primary key,
  place_id   text not null,
  unit_id    text not null references units (id),
  series_id  text references meeting_series (id),
  occurs_on  text,                   -- which time of its series it stands for, also after it was moved
  occurs_at  text,
  title      text not null,
  location   text not null,
  zone       text not null,
  meets_on   text not null,
  meets_at   text not null,
  length     bigint not null,
  sequence   bigint not null,
  planned_on text not null
);
create index meetings_by_place on meetings (place_id, meets_on);
create index meetings_by_series on meetings (series_id, occurs_on);

create table meeting_cancellations ( -- FACT. It does not take place.
  meeting_id   text primary key references meetings (id),
  reason       text not null,
  cancelled_on text not null
);
create table meeting_openings (      -- FACT. It began.
  meeting_id text primary key references meetings (id),
  opened_at  bigint not null
);
create table meeting_endings (       -- FACT. People went their ways; the minutes are still to be approved.
  meeting_id text primary key references meetings (id),
  ended_at   bigint not null
);
create table meeting_closings (      -- FACT. Every chairing party approved the minutes: nothing changes any more.
  meeting_id text primary key references meetings (id),
  closed_on  text not null
);

create table agenda_items (          -- What is to be talked about. Fixed once the meeting has begun.
  id         text primary key,
  meeting_id text not null references meetings (id),
  number     bigint not null,        -- from 1, in order
  title      text not null,
  background text not null,          -- what to read before
  purpose    text not null check (purpose in ('inform', 'discuss', 'decide', 'solve')),
  length     bigint not null,        -- in minutes
  seat_id    text references seats (id)  -- who presents it
);
create index agenda_items_by_meeting on agenda_items (meeting_id, number);

create table item_starts (           -- FACT. The meeting came to it; the clock of the agenda runs from here.
  item_id    text primary key references agenda_items (id),
  meeting_id text not null references meetings (id),
  started_at bigint not null
);
create index item_starts_by_meeting on item_starts (meeting_id);
create table item_minutes (          -- FACT. What was written down on it. The highest version counts; none is overwritten.
  item_id    text not null references agenda_items (id),
  version    bigint not null,
  meeting_id text not null references meetings (id),
  seat_id    text not null references seats (id),
  body       text not null,
  written_at bigint not null,
  primary key (item_id, version)
) /* clustered */;
create index item_minutes_by_meeting on item_minutes (meeting_id);
create table item_decisions (        -- FACT. A decision was opened from it. Talk without one decides nothing.
  item_id     text primary key references agenda_items (id),
  meeting_id  text not null references meetings (id),
  decision_id text not null references decisions (id)
);
create index item_decisions_by_meeting on item_decisions (meeting_id);

create table attendances (           -- Who came, or sent word, or somebody in their place.
  meeting_id     text not null references meetings (id),
  seat_id        text not null references seats (id),
  presence       text not null check (presence in ('came', 'excused', 'absent')),
  represented_by text references seats (id),
  primary key (meeting_id, seat_id)
) /* clustered */;

create table meeting_actions (       -- FACT. What somebody does by a date; parked: what had no room on this agenda.
  id         text primary key,
  meeting_id text not null references meetings (id),
  kind       text not null check (kind in ('action', 'parked')),
  what       text not null,
  seat_id    text not null references seats (id),
  due_on     text not null,
  set_on     text not null
);
create index meeting_actions_by_meeting on meeting_actions (meeting_id);
create table meeting_action_endings ( -- FACT. What became of it.
  action_id  text primary key references meeting_actions (id),
  meeting_id text not null references meetings (id),
  outcome    text not null check (outcome in ('done', 'dropped', 'agenda', 'solving')),
  words      text not null,
  led_to_id  text,                   -- the item of an agenda, or the case of problem solving
  ended_on   text not null
);
create index meeting_action_endings_by_meeting on meeting_action_endings (meeting_id);

create table meeting_readings (      -- FACT. Somebody read what a meeting brought.
  meeting_id text not null references meetings (id),
  person_id  text not null references people (id),
  seat_id    text not null references seats (id),
  read_on    text not null,
  primary key (meeting_id, person_id)
) /* clustered */;

create table quorum_rules (          -- FACT. When a place may decide, as its charter says, in numbers. In force once signed.
  id                   text primary key,
  place_id             text not null,
  version              bigint not null,
  chairs               boolean not null,  -- each chairing party's chair there, or represented
  union_representative boolean not null,  -- somebody whom labor put forward to represent it
  each_party           bigint not null,   -- at least so many of each chairing party
  people               bigint not null,   -- at least so many in all
  proposed_on          text not null
);
create index quorum_rules_by_place on quorum_rules (place_id, version);
create table quorum_rule_starts (    -- FACT. Every chairing party signed it.
  rule_id    text primary key references quorum_rules (id),
  place_id   text not null,
  started_on text not null
);

create table huddles (               -- FACT. A quarter of an hour, standing: what came up, and what happens next.
  id        text primary key,
  place_id  text not null,
  held_on   text not null,
  length    bigint not null,
  present   bigint not null,
  came_up   text not null,
  next_step text not null
);
create index huddles_by_place on huddles (place_id, held_on);

-- Outside the journal.

create table rating_boxes (          -- What those who came think of a meeting: sums, without a way back to a person.
  meeting_id text primary key references meetings (id),
  content    text not null           -- who has rated, in the order of their ids, and how often each mark was given
);
create table calendar_feeds (        -- Makes the secret address of a person's calendar; a new number makes a new address.
  person_id text primary key references people (id),
  number    bigint not null
);
