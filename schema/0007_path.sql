-- 0007 The team path: what was attested, and the quarter's ratings. The criteria are policy (policies, team_path).

create table attestations (          -- FACT. One party's co-lead says whether a criterion is met; the last one counts.
  id         text primary key,
  team_id    text not null references teams (id),
  criterion  text not null,
  party_id   text not null references parties (id),
  met        boolean not null,
  evidence   text not null,
  attested_on text not null
);
create index attestations_by_team on attestations (team_id, criterion, attested_on);

create table criterion_surveys (     -- FACT. What share of a team's members said yes; nobody's own answer is kept here.
  id         text primary key,
  team_id    text not null references teams (id),
  criterion  text not null,
  asked      bigint not null,
  answered   bigint not null,
  agreed     bigint not null,
  closed_on  text not null
);
create index criterion_surveys_by_team on criterion_surveys (team_id, criterion);

create table ratings (               -- A team's level for a quarter with its evidence, put before its sponsors.
  id             text primary key,
  team_id        text not null references teams (id),
  quarter        text not null,      -- 2026-Q3
  level          bigint not null check (level between 1 and 5),
  policy_version bigint not null,
  evidence       text not null,      -- JSON: each criterion, whether it was met, and by what
  rated_on       text not null
);
create index ratings_by_team on ratings (team_id, quarter);
create table rating_starts (         -- The sponsors of every party signed: the level stands for that quarter. A later
  rating_id  text not null unique references ratings (id),  -- rating of the same quarter takes its place.
  team_id    text not null references teams (id),
  quarter    text not null,
  level      bigint not null,
  started_on text not null,
  primary key (team_id, quarter)
) /* clustered */;
