-- 0009 Erasing what an entry said. The entry stays, and with it every proof.

create table erasures (              -- FACT. Somebody asked that the words of one entry be erased; every party signs.
  id         text primary key,
  sequence   bigint not null,        -- the entry
  subject_id text not null,          -- the thing it is about; empty behind a wall
  fields     text not null,          -- of the rows it wrote, which are blanked where they still stand; by commas
  reason     text not null,
  asked_at   bigint not null
);
create index erasures_by_entry on erasures (sequence);

create table erasure_endings (       -- FACT. Every party signed: body and salt are gone.
  erasure_id text primary key references erasures (id),
  sequence   bigint not null,
  subject_id text not null,
  remains    text not null,          -- JSON: what is left of each row, [{"table":…,"row":{…}}, …]
  erased_at  bigint not null
);

-- only: postgres
create table journal_base (           -- One row: what is added to a transaction's number for commit_order.
  base bigint not null
);
insert into journal_base (base) values (0);
-- end
