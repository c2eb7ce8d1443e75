-- 0022 Summaries side by side: the summaries of a team's series lie where one reading finds them all.

create table series_summaries_clustered (   -- PROJECTION. What a scorecard says of a series, kept as measurements arrive.
  series_id  text primary key references series (id),
  points     bigint not null,
  latest_on  text not null,
  until      text not null,          -- the last day of that period
  latest     double precision not null,
  centre     double precision not null,
  variation  text not null,          -- better, worse, special, common, none
  assurance  text not null,          -- meets, misses, varies, none
  sparkline  text not null,          -- the last 24 values, for the small chart
  told       text not null default ''
) /* clustered */;
insert into series_summaries_clustered (series_id, points, latest_on, until, latest, centre, variation, assurance,
                                        sparkline, told)
  select series_id, points, latest_on, until, latest, centre, variation, assurance, sparkline, told
  from series_summaries;
drop table series_summaries;
alter table series_summaries_clustered rename to series_summaries;
