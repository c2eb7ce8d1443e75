-- 0003 What every module stands on: signing in, assent, clocks, policy, what needs whom, drafts, totals.

create table credentials (           -- A password, as argon2id keeps it. Not in the journal: it is nobody else's business.
  person_id     text primary key references people (id),
  login         text not null unique,
  password_hash text not null
);
create table sessions (              -- A browser or a program signed in; the token itself is never stored.
  token_digest text primary key,
  person_id    text not null references people (id),
  started_at   bigint not null,
  expires_at   bigint not null
);
create table failed_sign_ins (       -- How often in a row a login was refused, so that guessing is slow.
  login        text primary key,
  failures     bigint not null,
  locked_until bigint not null
);

create table assents (               -- A question put to every party: it binds with the last signature.
  id         text primary key,
  kind       text not null,          -- what is agreed: charter.section, project.aim, path.rating, …
  subject_id text not null,          -- the thing it concerns
  part       text not null,          -- a section of it, or empty
  place_id   text not null,          -- where the signers sit
  role       text not null,          -- as what
  digest     text not null,          -- SHA-256 of the exact text put before them
  opened_at  bigint not null,
  opened_by  text not null           -- the seat that asked
);
create index assents_by_subject on assents (subject_id, part, opened_at);
create table assent_parties (        -- The parties whose signature an assent needs.
  assent_id text not null references assents (id),
  party_id  text not null references parties (id),
  primary key (assent_id, party_id)
) /* clustered */;
create table signatures (            -- FACT. One party's answer, by one holder of the right seat.
  id        text primary key,
  assent_id text not null references assents (id),
  subject_id text not null,          -- what was signed, and where, as the assent says: for their histories
  place_id  text not null,
  party_id  text not null references parties (id),
  seat_id   text not null references seats (id),
  person_id text not null references people (id),
  answer    text not null check (answer in ('signed', 'sent_back')),
  reason    text not null,
  signed_at bigint not null,
  unique (assent_id, party_id)
);
create table assent_endings (        -- FACT. How an assent ended: agreed by all, sent back by one, or withdrawn.
  assent_id text primary key references assents (id),
  outcome   text not null check (outcome in ('agreed', 'sent_back', 'withdrawn')),
  ended_at  bigint not null
);

create table needs (                 -- PROJECTION. What waits for whom: the seat that can do it, and where it is done.
  id         text primary key,
  place_id   text not null,
  role       text not null,
  party_id   text not null,
  kind       text not null,          -- the sentence: needs.<kind>
  about      text not null,          -- the words that fill it
  url        text not null,
  subject_id text not null,          -- what makes it go away
  since      bigint not null,
  due_on     text
);
create index needs_by_seat on needs (place_id, role, party_id, kind, about);
create index needs_by_subject on needs (subject_id);

create table clocks (                -- A promise with a date: who owes what to whom, by when, under which rule.
  id         text primary key,
  kind       text not null,
  subject_id text not null,
  place_id   text not null,
  role       text not null,          -- who owes it
  party_id   text not null,
  unit_id    text not null,          -- where its lateness is seen from above
  rule       text not null,          -- the policy and clause it runs under
  started_on text not null,
  due_on     text not null
);
create index clocks_by_subject on clocks (subject_id, kind);
create table running_clocks (        -- PROJECTION. Clocks neither met nor void, with the date they are due now.
  clock_id text primary key references clocks (id),
  unit_id  text not null,
  due_on   text not null,
  about    text not null,            -- the name of what it concerns
  url      text not null
);
create index running_clocks_by_due on running_clocks (due_on);
create index running_clocks_by_unit on running_clocks (unit_id, due_on);
create table clock_extensions (      -- FACT. Later by consent of the other parties.
  id       text primary key,
  clock_id text not null references clocks (id),
  subject_id text not null,          -- as the clock says, for its history
  due_on   text not null,
  reason   text not null,
  agreed_at bigint not null
);
create index clock_extensions_by_clock on clock_extensions (clock_id);
create table extension_proposals (   -- A later date for a clock, put to the parties that sit where it is owed.
  id          text primary key,
  clock_id    text not null references clocks (id),
  subject_id  text not null,         -- as the clock says, for its history
  due_on      text not null,
  reason      text not null,
  proposed_on text not null
);
create index extension_proposals_by_clock on extension_proposals (clock_id);
create table clock_stops (           -- FACT. Met, or no longer owed.
  clock_id   text primary key references clocks (id),
  outcome    text not null check (outcome in ('met', 'void')),
  stopped_on text not null
);

create table policies (              -- A rule as data, in versions; the newest that every party signed is in force.
  id           text primary key,
  name         text not null,        -- team_path, compass, clocks
  version      bigint not null,
  body         text not null,        -- JSON
  reason       text not null,        -- why it differs from the version before
  proposed_at  bigint not null,
  unique (name, version)
);
create table policy_starts (         -- FACT. From when a version is in force.
  policy_id text primary key references policies (id),
  starts_at bigint not null
);

create table drafts (                -- What somebody has typed and not sent. Theirs alone; not in the journal.
  person_id text not null references people (id),
  form      text not null,           -- the form's address
  title     text not null,
  fields    text not null,           -- as the browser would send them
  saved_at  bigint not null,
  primary key (person_id, form)
) /* clustered */;

create table tallies (               -- PROJECTION. Totals of a unit with all below it, kept as things happen.
  unit_id text not null,
  period  text not null,             -- 2026-Q3, empty for what holds now, or "due 2026-11-21" for what is due that day
  name    text not null,
  total   bigint not null,
  primary key (unit_id, period, name)
) /* clustered */;

create table notes (                 -- A remark on a thing, joint or behind its writer's party's wall.
  id         text primary key,
  subject_id text not null,
  wall       text not null,          -- joint, or party:<id>
  seat_id    text not null references seats (id),
  person_id  text not null references people (id),
  body       text not null,
  written_at bigint not null
);
create index notes_by_subject on notes (subject_id, written_at);
