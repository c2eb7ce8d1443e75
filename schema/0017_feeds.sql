-- 0017 Figures that come from other systems: feeds, the loads that came by them, what upper units add up to, and units
-- that move.

create table journal_parts (         -- The rows that one entry covers, beside its body, which holds their digest (docs/journal.md, 11).
  sequence  bigint not null,         -- of the entry
  part      bigint not null,         -- from 0
  first_key text not null,           -- of its first row; rows stand in the order of their key
  content   text not null,           -- JSON: table, fields, rows, lines
  primary key (sequence, part)
);
create index journal_parts_by_key on journal_parts (sequence, first_key);
-- only: postgres
create trigger parts_are_final before update or delete on journal_parts for each row execute function journal_is_final();
-- end
-- only: sqlite
create trigger parts_are_final before update on journal_parts begin select raise(abort, 'the journal is never altered'); end;
create trigger parts_are_kept before delete on journal_parts begin select raise(abort, 'the journal is never altered'); end;
-- end

create table unit_moves (            -- FACT. From this day a unit lies under another one; what was before stays where it was.
  id        text primary key,
  unit_id   text not null references units (id),
  from_id   text references units (id),
  under_id  text not null references units (id),
  starts_on text not null,
  reason    text not null
);
create index unit_moves_by_unit on unit_moves (unit_id, starts_on);

create table feeds (                 -- Where figures come from, and how its files are to be read.
  id                 text primary key,
  external_id        text not null unique,
  name               text not null,
  metric_id          text references metrics (id),  -- of every row; null: the metric stands in a column
  metric_column      text not null,
  unit_column        text not null,
  unit_key           text not null check (unit_key in ('code', 'name')),
  part_column        text not null,
  period_column      text not null,
  period_format      text not null check (period_format in ('iso', 'month', 'us', 'european', 'quarter', 'week', 'year')),
  numerator_column   text not null,
  denominator_column text not null,
  reason_column      text not null,
  decimal_mark       text not null check (decimal_mark in ('point', 'comma')),
  encoding           text not null check (encoding in ('auto', 'utf_8', 'utf_16', 'latin_1')),
  due_days           bigint not null,               -- after a period's end
  place_id           text not null references units (id),
  role               text not null,                 -- the seat that owes it
  party_id           text not null references parties (id)
);

create table loads (                 -- FACT. Figures came in together: all of them, or none. Covers its measurements.
  id           text primary key,
  feed_id      text references feeds (id),          -- null: by a file of the import
  metric_id    text references metrics (id),        -- when it brought only one
  files        text not null,                       -- their names
  digest       text not null,                       -- SHA-256 of the bytes that were sent, in hex
  rows         bigint not null,                     -- read
  added        bigint not null,
  corrected    bigint not null,
  same         bigint not null,
  first_period text not null,
  last_period  text not null,
  reason       text not null,                       -- why figures were corrected
  loaded_at    bigint not null
);
create index loads_by_feed on loads (feed_id, loaded_at);
create index loads_by_period on loads (last_period, first_period);

create table load_doubts (           -- FACT. A figure that a load brought and that is hard to believe.
  load_id   text not null references loads (id),
  series_id text not null references series (id),
  period    text not null,
  kind      text not null check (kind in ('range', 'jump')),
  value     double precision not null,
  least     double precision not null,              -- what was to be expected
  most      double precision not null,
  revision  bigint not null,                        -- of the figure: a later one settles the doubt
  primary key (load_id, series_id, period)
);
create index load_doubts_by_series on load_doubts (series_id, period);

create table feed_metrics (          -- FACT. Figures of this metric come by this feed.
  feed_id   text not null references feeds (id),
  metric_id text not null references metrics (id),
  primary key (feed_id, metric_id)
);
create index feed_metrics_by_metric on feed_metrics (metric_id);

create table feed_troubles (         -- FACT. Something was the matter with a feed; told once to those who depend on it.
  feed_id    text not null references feeds (id),
  trouble    text not null check (trouble in ('late', 'stopped', 'redefined', 'implausible', 'partial')),
  period     text not null,          -- of which period; of a definition the day it changed
  noticed_on text not null,
  detail     text not null,          -- "12 of 40"
  primary key (feed_id, trouble, period)
);

create table feed_answers (          -- FACT. Whoever owes the feed says what is the matter with it.
  id          text primary key,
  feed_id     text not null references feeds (id),
  trouble     text not null check (trouble in ('stopped', 'redefined', 'implausible', 'partial')),
  answer      text not null,
  answered_on text not null
);
create index feed_answers_by_feed on feed_answers (feed_id, answered_on);

create table feed_uploads (          -- A file sent and not yet confirmed: its sender's alone; not in the journal.
  person_id   text not null references people (id),
  feed_id     text not null references feeds (id),
  name        text not null,
  content     bytea not null,
  uploaded_at bigint not null,
  primary key (person_id, feed_id)
);

create table rolled_points (         -- PROJECTION. What the units below a unit add up to, where it has no figure of its own.
  series_id   text not null references series (id),
  period      text not null,
  numerator   bigint not null,
  denominator bigint not null,
  reporting   bigint not null,       -- how many figures stand behind it
  primary key (series_id, period)
) /* clustered */;
