-- 0008 Setting up: files that were brought in, and those an administrator is still looking over.

create table imports (               -- FACT. These files were brought in, all of them or none.
  id          text primary key,
  files       text not null,         -- their names
  added       bigint not null,       -- rows
  changed     bigint not null,
  same        bigint not null,
  imported_at bigint not null
);

create table import_uploads (        -- Files sent and not yet confirmed. Their sender's alone; not in the journal.
  person_id   text not null references people (id),
  number      bigint not null,
  name        text not null,
  content     bytea not null,
  uploaded_at bigint not null,
  primary key (person_id, number)
);

create table example_progress (      -- How far an example of any size has been written, so that it can go on.
  name  text primary key,
  shape text not null,               -- what was asked for; another shape cannot go on with it
  stage bigint not null,
  batch bigint not null              -- the next one to write
);
