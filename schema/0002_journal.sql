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
) /* clustered */;

create table journal_places (        -- PROJECTION. Where in the partnership an entry belongs, for the journal's filters.
  place_id text not null,            -- a unit, or one above it but the topmost; who acted; '' for the whole partnership
  chapter  text not null,            -- what sort of act it was: partnership/record/places.h
  sequence bigint not null,
  primary key (place_id, chapter, sequence)
)
-- only: sqlite
without rowid
-- end
;

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

create table log_keys (              -- FACT. The keys the log has signed with, one after another.
  key       text primary key,        -- name+id+base64; the name is the log's origin
  statement text not null,           -- the note in which the key before it names it; the first one names itself
  starts_at bigint not null
);

create table journal_notes (         -- FACT. Heads as checkpoints signed by the log.
  size         bigint primary key references journal_checkpoints (size),
  note         text not null,        -- with the log's signature alone
  signed_at    bigint not null,
  published_at bigint,               -- when enough witnesses had cosigned it
  quorum       bigint                -- how many were enough then; 0 as long as the policy named none
);
create index journal_notes_published on journal_notes (size) where published_at is not null;

create table journal_cosignatures (  -- FACT. What witnesses answered.
  size        bigint not null references journal_notes (size),
  witness     text not null,         -- its verifier key
  line        text not null,         -- "— name base64", as in the note
  cosigned_at bigint not null,       -- by the witness's own clock
  primary key (size, witness)
);

create table journal_witnesses (     -- PROJECTION. How each witness is doing.
  witness        text primary key,   -- its verifier key
  size           bigint not null,    -- last cosigned
  cosigned_at    bigint,
  trouble        text not null,      -- a key of the words; empty when well
  trouble_detail text not null,
  trouble_since  bigint,
  told           boolean not null    -- the administrators have been told of the trouble
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
