-- 0005 Metrics, their series in units and teams, and what was measured. Values are numerator over denominator, so that
-- totals of larger units are sums, never averages of averages.

create table metrics (               -- What is measured, defined once for everybody.
  id          text primary key,
  external_id text not null unique,
  name        text not null,
  question    text not null,         -- the question it answers
  numerator   text not null,         -- what is counted or summed
  denominator text not null,         -- per what; empty when the value stands alone
  unit        text not null,         -- minutes, %, per 1,000
  factor      bigint not null,       -- the value shown is numerator / denominator x factor
  direction   text not null check (direction in ('higher', 'lower', 'neutral')),
  frequency   text not null check (frequency in ('day', 'week', 'month', 'quarter', 'year')),
  decimals    bigint not null,
  compass     text not null,         -- the point of the compass it serves, or empty
  source      text not null,         -- where the figures come from
  definition  text not null,         -- who and what counts, in plain words
  levels      text not null,         -- the kinds of unit at which it exists, by spaces; empty: wherever it is followed
  party_id    text references parties (id),         -- the party that looks after it; null: all of them together
  owner       text not null,         -- the seat or the committee that does
  chart       text not null check (chart in ('i', 'p', 'p_prime', 'u', 'u_prime', 'c', 'g', 't', 'run')),
  rules       text not null,         -- the rule set its charts are judged by; empty: the usual one
  goal        text not null,         -- what it is to reach, in words
  scope       text not null check (scope in ('core', 'local'))        -- core: every unit of its levels reports it
);
create table metric_versions (       -- FACT. A definition as it is put to every party: the metric's fields as JSON.
  id          text primary key,
  metric_id   text not null,         -- a metric that is new has no row before its first version is in force
  version     bigint not null,
  name        text not null,
  body        text not null,
  reason      text not null,         -- why it differs from the version before
  proposed_on text not null,
  unique (metric_id, version)
);
create table metric_starts (         -- FACT. From when a version counts.
  version_id text primary key references metric_versions (id),
  metric_id  text not null,
  starts_on  text not null
);
create index metric_starts_by_metric on metric_starts (metric_id);
create table metric_mappings (       -- FACT. How a local definition stands to one of the dictionary; agreed by assent.
  id          text primary key,
  local_id    text not null references metrics (id),
  metric_id   text not null references metrics (id),
  likeness    text not null check (likeness in ('same', 'differs')),
  how         text not null,         -- in what they differ, or why they are the same
  proposed_on text not null
);
create index metric_mappings_by_metric on metric_mappings (metric_id, local_id);
create index metric_mappings_by_local on metric_mappings (local_id);

create table series (                -- One metric in one unit or team, perhaps for one group of people in it.
  id         text primary key,
  metric_id  text not null references metrics (id),
  place_id   text not null,          -- a unit or a team
  part       text not null,          -- a group within it ("involved"), or empty
  target     bigint,                 -- millionths, in the metric's unit
  unique (metric_id, place_id, part)
);
create index series_by_place on series (place_id);

create table measurements (          -- FACT. One period's numbers; a correction is a later revision with its reason.
  series_id   text not null references series (id),
  period      text not null,         -- its first day
  revision    bigint not null,       -- 0 is the first word
  numerator   bigint not null,
  denominator bigint not null,       -- 1000000 when the value stands alone
  reason      text not null,         -- why it was corrected; empty for the first
  primary key (series_id, period, revision)
) /* clustered */;

create table annotations (           -- FACT. Something that happened, worth seeing on the chart.
  id        text primary key,
  series_id text not null references series (id),
  noted_on  text not null,
  body      text not null
);
create index annotations_by_series on annotations (series_id, noted_on);

create table phase_starts (          -- FACT. From here the process is another one, and its limits are computed anew.
  id        text primary key,
  series_id text not null references series (id),
  starts_on text not null,
  reason    text not null
);
create index phase_starts_by_series on phase_starts (series_id, starts_on);

create table point_standings (       -- FACT. A point that people set aside with their reason, or took back in.
  series_id text not null references series (id),
  period    text not null,
  revision  bigint not null,
  standing  text not null check (standing in ('counts', 'excluded', 'ghost')),
  reason    text not null,
  primary key (series_id, period, revision)
) /* clustered */;

create table series_targets (        -- FACT. What a series is to reach in a year; the latest revision holds.
  series_id text not null references series (id),
  year      bigint not null,
  revision  bigint not null,
  target    bigint not null,         -- millionths, in the metric's unit
  reason    text not null,
  primary key (series_id, year, revision)
) /* clustered */;

create table series_summaries (      -- PROJECTION. What a scorecard says of a series, kept as measurements arrive.
  series_id  text primary key references series (id),
  points     bigint not null,
  latest_on  text not null,
  until      text not null,          -- the last day of that period
  latest     double precision not null,
  centre     double precision not null,
  variation  text not null,          -- better, worse, special, common, none
  assurance  text not null,          -- meets, misses, varies, none
  sparkline  text not null           -- the last 24 values, for the small chart
);

create table report_tables (         -- A table of published figures, as its source prints it.
  id          text primary key,
  external_id text not null unique,
  title       text not null,
  source      text not null,
  columns_are text not null check (columns_are in ('periods', 'parts', 'none')),
  note        text not null
);
create table report_rows (           -- A row of such a table: one metric at one place.
  table_id  text not null references report_tables (id),
  row       bigint not null,
  metric_id text not null references metrics (id),
  unit_id   text not null references units (id),
  label     text not null,
  primary key (table_id, row)
) /* clustered */;
