-- 0004 Unit-based teams: the register, what carries them, and their charters.

create table teams (                 -- All the people of a natural work group, led together by labor and management.
  id            text primary key,
  external_id   text not null unique,
  name          text not null,
  unit_id       text not null references units (id),
  purpose       text not null,
  registered_on text not null,
  resting_since text,                -- no meetings and no rating until it resumes
  ended_on      text                 -- dissolved, or merged into another
);
create index teams_by_unit on teams (unit_id);

create table team_departments (      -- Further departments a team's work crosses into.
  team_id text not null references teams (id),
  unit_id text not null references units (id),
  primary key (team_id, unit_id)
) /* clustered */;

create table team_turns (            -- FACT. A turn in a team's life: rested, resumed, dissolved, merged, split.
  id            text primary key,
  team_id       text not null references teams (id),
  turn          text not null check (turn in ('rested', 'resumed', 'dissolved', 'merged', 'split')),
  other_team_id text references teams (id),         -- merged into, or split from
  turned_on     text not null,
  reason        text not null
);
create index team_turns_by_team on team_turns (team_id);

create table turn_proposals (        -- A turn put to the co-leads of every leading party; it is taken with the last signature.
  id            text primary key,
  team_id       text not null references teams (id),
  turn          text not null check (turn in ('rested', 'resumed', 'dissolved', 'merged', 'split')),
  other_team_id text references teams (id),         -- to merge into; its parties are asked too
  new_name      text not null,                      -- of the team that would split off
  reason        text not null,
  proposed_on   text not null
);
create index turn_proposals_by_team on turn_proposals (team_id, id);
create index turn_proposals_by_other on turn_proposals (other_team_id, id);

create table sponsor_contacts (      -- FACT. A sponsor spoke with the co-leads.
  id           text primary key,
  team_id      text not null references teams (id),
  seat_id      text not null references seats (id),
  contacted_on text not null,
  note         text not null
);
create index sponsor_contacts_by_team on sponsor_contacts (team_id, contacted_on);

create table team_meetings (         -- FACT. The team met; who came, by party, is counted and not named.
  id                 text primary key,
  team_id            text not null references teams (id),
  met_on             text not null,
  minutes            bigint not null,
  labor_present      bigint not null,
  management_present bigint not null,
  outcome            text not null
);
create index team_meetings_by_team on team_meetings (team_id, met_on);

create table trainings (             -- FACT. A person completed a course.
  id           text primary key,
  person_id    text not null references people (id),
  course       text not null,
  completed_on text not null,
  unique (person_id, course)
);

create table charters (              -- A version of how a team works together; the newest agreed one is in force.
  id         text primary key,
  team_id    text not null references teams (id),
  version    bigint not null,
  opened_on  text not null,
  unique (team_id, version)
);
create table charter_sections (      -- The text of one section; each party agrees to it or sends it back.
  charter_id text not null references charters (id),
  section    text not null,
  body       text not null,
  primary key (charter_id, section)
) /* clustered */;
create table charter_starts (        -- FACT. Every section was signed by every party: the charter is in force.
  charter_id text primary key references charters (id),
  team_id    text not null references teams (id),
  started_on text not null
);
