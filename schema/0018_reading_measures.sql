-- 0018 How measures are read: what people agreed about a chart, how far values of a period lay apart, what a scorecard
-- says of a series without computing it again, and who wants to hear of it.

-- A metric can also be drawn as means of subgroups (xbar), or as a total that adds up over its year (burn_up).
-- only: postgres
alter table metrics drop constraint metrics_chart_check;
alter table metrics add constraint metrics_chart_check
  check (chart in ('i', 'p', 'p_prime', 'u', 'u_prime', 'c', 'g', 't', 'run', 'xbar', 'burn_up'));
-- end
-- only: sqlite
pragma defer_foreign_keys = on;      -- the rows come back under the same ids before this transaction ends
create table metrics_as_they_were as select * from metrics;
drop table metrics;
create table metrics (               -- As in 0005, with the two further kinds of chart.
  id          text primary key,
  external_id text not null unique,
  name        text not null,
  question    text not null,
  numerator   text not null,
  denominator text not null,
  unit        text not null,
  factor      bigint not null,
  direction   text not null check (direction in ('higher', 'lower', 'neutral')),
  frequency   text not null check (frequency in ('day', 'week', 'month', 'quarter', 'year')),
  decimals    bigint not null,
  compass     text not null,
  source      text not null,
  definition  text not null,
  levels      text not null,
  party_id    text references parties (id),
  owner       text not null,
  chart       text not null check (chart in ('i', 'p', 'p_prime', 'u', 'u_prime', 'c', 'g', 't', 'run', 'xbar', 'burn_up')),
  rules       text not null,
  goal        text not null,
  scope       text not null check (scope in ('core', 'local'))
);
insert into metrics (id, external_id, name, question, numerator, denominator, unit, factor, direction, frequency,
                     decimals, compass, source, definition, levels, party_id, owner, chart, rules, goal, scope)
select id, external_id, name, question, numerator, denominator, unit, factor, direction, frequency,
       decimals, compass, source, definition, levels, party_id, owner, chart, rules, goal, scope
from metrics_as_they_were;
drop table metrics_as_they_were;
-- end

create table measurement_spreads (   -- FACT. How far apart the values of a period lay; sum and number are measured beside it.
  series_id text not null references series (id),
  period    text not null,
  revision  bigint not null,         -- of the measurement it belongs to
  deviation bigint not null,         -- their standard deviation with divisor n - 1, in millionths
  primary key (series_id, period, revision)
) /* clustered */;

create table chart_changes (         -- FACT. What somebody asked every party to agree about a chart.
  id        text primary key,
  series_id text not null references series (id),
  what      text not null check (what in ('excluded', 'ghost', 'counts', 'phase', 'baseline')),
  period    text not null,           -- of the point, or the first of the new phase; for a baseline the day it was asked
  points    bigint not null,         -- of a baseline: how many first points of each phase set its limits; 0: all
  reason    text not null,
  asked_on  text not null
);
create index chart_changes_by_series on chart_changes (series_id, id);

create table series_baselines (      -- FACT. How many first points of each phase set its limits; the latest revision holds.
  series_id text not null references series (id),
  revision  bigint not null,
  points    bigint not null,         -- 0: all
  reason    text not null,
  primary key (series_id, revision)
) /* clustered */;

-- What the sentence of a series is told from (measures/told.h); empty until the next figure arrives.
alter table series_summaries add column told text not null default '';

create table alarms (                -- Who wants to hear of a series: nobody else's business, and outside the journal.
  id        text primary key,
  person_id text not null references people (id),
  series_id text not null references series (id),
  on_signal bigint not null,         -- a new signal, 0 or 1
  on_target bigint not null,         -- the target is missed
  on_late   bigint not null,         -- a figure does not come
  since     text not null,
  unique (person_id, series_id)
);
create index alarms_by_series on alarms (series_id);
create table alarm_calls (           -- What an alarm has told: nothing twice.
  alarm_id text not null references alarms (id) on delete cascade,
  cause    text not null,            -- "signal shift high 2026-03-01", "target 2026-10-01", "late 2026-11-01"
  told_on  text not null,
  primary key (alarm_id, cause)
) /* clustered */;

-- How many teams went from which level to which between quarters that follow each other, at every unit above them.
insert into tallies (unit_id, period, name, total)
select ancestor_id, later.quarter, 'flow.' || former.level || '.' || later.level, count(*)
from rating_starts later
join rating_starts former on former.team_id = later.team_id and former.quarter =
  case substr(later.quarter, 7, 1)
    when '1' then cast(cast(substr(later.quarter, 1, 4) as integer) - 1 as text) || '-Q4'
    else substr(later.quarter, 1, 6) || cast(cast(substr(later.quarter, 7, 1) as integer) - 1 as text) end
join teams on teams.id = later.team_id
join unit_ancestors on unit_ancestors.unit_id = teams.unit_id
group by ancestor_id, later.quarter, former.level, later.level;
