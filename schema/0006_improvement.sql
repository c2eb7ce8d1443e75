-- 0006 Improvement: projects with an aim, tests of change, and what they saved.

create table projects (              -- A team's work towards one aim.
  id            text primary key,
  external_id   text not null unique,
  team_id       text not null references teams (id),
  series_id     text references series (id),        -- where its measurements are kept
  title         text not null,
  problem       text not null,
  measure       text not null,       -- what is measured, in words
  unit          text not null,
  direction     text not null check (direction in ('higher', 'lower')),
  from_value    bigint not null,     -- millionths
  to_value      bigint not null,
  by_date       text not null,
  population    text not null,       -- for whom
  goal          text not null,       -- the higher goal it serves
  compass       text not null,       -- points, separated by commas
  started_on    text not null
);
create index projects_by_team on projects (team_id, started_on);
create index projects_by_start on projects (started_on, id);
create index projects_by_series on projects (series_id);

create table ending_proposals (      -- An ending put to the co-leads; it ends the project with the last signature.
  id          text primary key,
  project_id  text not null references projects (id),
  outcome     text not null check (outcome in ('reached', 'sustained', 'stopped')),
  learned     text not null,
  proposed_on text not null
);
create index ending_proposals_by_project on ending_proposals (project_id);
create table project_endings (       -- FACT. How a project ended.
  project_id text primary key references projects (id),
  outcome    text not null check (outcome in ('reached', 'sustained', 'stopped')),
  learned    text not null,
  ended_on   text not null
);

create table test_cycles (           -- One test of change: plan, do, study, act.
  id         text primary key,
  project_id text not null references projects (id),
  number     bigint not null,
  title      text not null,
  plan       text not null,
  prediction text not null,          -- what we expect to see
  started_on text,                   -- when doing began
  did        text not null,          -- what happened
  studied    text not null,          -- what we learned, against the prediction
  unique (project_id, number)
);
create table cycle_closings (        -- FACT. What the team decided after a test.
  cycle_id  text primary key references test_cycles (id),
  decision  text not null check (decision in ('adapt', 'adopt', 'abandon')),
  next      text not null,
  closed_on text not null
);

create table project_progress (      -- PROJECTION. What a team's pages ask of each of its projects.
  team_id       text not null references teams (id),
  project_id    text not null references projects (id),
  started_on    text not null,
  live          boolean not null,    -- not ended
  cycles        bigint not null,
  closed_cycles bigint not null,
  documented_on text,                -- the latest day a test began or was closed
  series_id     text references series (id),
  own_series    boolean not null,    -- the team's own, not its unit's
  direction     text not null,
  to_value      bigint not null,     -- millionths
  compass       text not null,
  primary key (team_id, project_id)
) /* clustered */;

create table savings (               -- A saving that a project claims; it counts when every party has signed it.
  id         text primary key,
  project_id text not null references projects (id),
  amount     bigint not null,        -- whole cents
  pace       text not null check (pace in ('one_time', 'recurring')),
  kind       text not null check (kind in ('hours', 'supplies', 'waste', 'revenue', 'other')),
  basis      text not null,          -- how it was reckoned
  claimed_on text not null
);
create index savings_by_project on savings (project_id);
create table saving_validations (    -- FACT. Every party signed the figure.
  saving_id    text primary key references savings (id),
  validated_on text not null
);

create table phase_proposals (       -- "The process changed here", put to the co-leads of the team.
  id         text primary key,
  project_id text not null references projects (id),
  series_id  text not null references series (id),
  starts_on  text not null,
  reason     text not null
);
create index phase_proposals_by_project on phase_proposals (project_id);
