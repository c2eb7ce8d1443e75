-- 0016 Conversations: what people say beside a thing is a note; here is whom it names, what its writer corrected, and
-- what was taken back. Each has the wall of its note.

create table note_mentions (         -- FACT. A note names somebody, who is told.
  note_id    text not null references notes (id),
  person_id  text not null references people (id),
  subject_id text not null,          -- what the note is about
  wall       text not null,
  primary key (note_id, person_id)
) /* clustered */;
create table note_corrections (      -- FACT. The writer says it better. The newest is read; the former stay.
  id           text primary key,
  note_id      text not null references notes (id),
  subject_id   text not null,
  wall         text not null,
  body         text not null,
  corrected_at bigint not null
);
create index note_corrections_by_subject on note_corrections (subject_id, corrected_at);
create table note_removals (         -- FACT. Nobody is shown the words on a page any more, only that there were some.
  note_id    text primary key references notes (id),
  subject_id text not null,
  wall       text not null,
  removed_on text not null
);
create index note_removals_by_subject on note_removals (subject_id);

create index people_by_lower_name on people (lower(name));  -- a name as it is typed after an @
