-- 0002 The joint journal (docs/journal.md). Nothing here is ever altered; bodies alone may be erased, and every proof
-- still holds, because entries carry only their salted digest.

create table journal_entries (       -- FACT. One act: canonical bytes, in the order they were written.
  sequence     bigint primary key,   -- increasing; may have gaps on PostgreSQL
  entry        text not null,        -- the bytes that are hashed (docs/journal.md)
  wall         text not null,        -- who may read it, as the entry says, so that a query can ask
  commit_order bigint not null       -- the transaction that wrote it, so that no earlier one can still appear before it
);

create table journal_bodies (        -- What the act said. Apart from the entry, so that personal data can be erased.
  sequence bigint primary key references journal_entries (sequence),
  salt     bytea not null,           -- 32 random octets
  body     text not null             -- JSON
);

create table journal_subjects (      -- PROJECTION. The things an entry is about, for their history pages.
  subject_id text not null,
  sequence   bigint not null,
  primary key (subject_id, sequence)
);

create table journal_leaves (        -- FACT. The leaves of the Merkle tree, in order.
  position bigint primary key,       -- from 0
  sequence bigint not null unique references journal_entries (sequence),
  hash     bytea not null
);

create table journal_nodes (         -- FACT. Roots of complete subtrees of 256, 65,536, … leaves: the tiles above the leaves.
  level      bigint not null,        -- 8, 16, …
  node_index bigint not null,
  hash       bytea not null,
  primary key (level, node_index)
);

create table journal_checkpoints (   -- FACT. The tree's head each time it grew.
  size     bigint primary key,
  root     bytea not null,
  made_at  bigint not null
);

-- only: postgres
create index journal_entries_by_commit on journal_entries (commit_order, sequence);
create sequence journal_sequence;
create function journal_is_final() returns trigger language plpgsql as
  $$ begin raise exception 'the journal is never altered'; end $$;
create trigger entries_are_final before update or delete on journal_entries for each row execute function journal_is_final();
create trigger leaves_are_final before update or delete on journal_leaves for each row execute function journal_is_final();
create trigger bodies_are_never_changed before update on journal_bodies for each row execute function journal_is_final();
-- end
-- only: sqlite
create trigger entries_are_final before update on journal_entries begin select raise(abort, 'the journal is never altered'); end;
create trigger entries_are_kept before delete on journal_entries begin select raise(abort, 'the journal is never altered'); end;
create trigger leaves_are_final before update on journal_leaves begin select raise(abort, 'the journal is never altered'); end;
create trigger leaves_are_kept before delete on journal_leaves begin select raise(abort, 'the journal is never altered'); end;
create trigger bodies_are_never_changed before update on journal_bodies begin select raise(abort, 'the journal is never altered'); end;
-- end
