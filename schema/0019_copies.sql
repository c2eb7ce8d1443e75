-- 0019 Copies of the record that parties took away.

create table copies_taken (          -- FACT. An administrator took their party's whole copy away.
  id        text primary key,
  party_id  text not null references parties (id),
  person_id text not null references people (id),
  entries   bigint not null,         -- of the tree, when it was taken
  taken_at  bigint not null
);
create index copies_taken_by_time on copies_taken (taken_at);
