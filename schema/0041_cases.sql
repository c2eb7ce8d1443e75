-- 0041 Cases: a thing that only the people named may read. What belongs to it says so with its wall, case:<id>.

create table case_participants (      -- Who may read a case, and everything written about it.
  case_id   text not null,            -- the issue
  person_id text not null references people (id),
  named_on  text not null,
  primary key (case_id, person_id)
);
create index case_participants_by_person on case_participants (person_id);

alter table issues add column wall text not null default 'joint';
alter table assents add column wall text not null default 'joint';
alter table clocks add column wall text not null default 'joint';
alter table needs add column wall text not null default 'joint';
