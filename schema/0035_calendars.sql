-- 0035 Calendars of metrics, what of a metric can be believed, and metrics that are counted from the record itself.

alter table metrics add column calendar text;        -- the first day of a pay period, or of a fiscal year
alter table metrics add column least_believed bigint; -- millionths, in the metric's unit; a feed doubts what lies below
alter table metrics add column most_believed bigint;
alter table metrics add column figures text not null default 'reported' check (figures in ('reported', 'savings')); -- or savings: what every party signed as saved

-- Pay periods of 14 days, and fiscal months of 4, 4 and 5 weeks, are further frequencies.
alter table metrics add column how_often text not null default 'month' check (how_often in
  ('day', 'week', 'pay_period', 'weeks_445', 'weeks_454', 'weeks_544', 'month', 'quarter', 'year'));
update metrics set how_often = frequency;
alter table metrics drop column frequency;
alter table metrics rename column how_often to frequency;

-- A figure is also doubted because of what the parties agreed.
alter table load_doubts add column doubt text not null default 'range' check (doubt in
  ('range', 'below_agreed', 'above_agreed', 'jump'));
update load_doubts set doubt = kind;
alter table load_doubts drop column kind;
alter table load_doubts rename column doubt to kind;
