-- 0015 Problem solving by interests: an open question, what each party needs and why, what could be done, by which
-- standards that is judged, and what the parties agreed on. Cards (interests, options, standards) are things with a
-- version, so that two people at one card never overwrite each other.

create table issues (                -- A question that the parties of a place work on together.
  id         text primary key,
  question   text not null,
  background text not null,
  place_id   text not null,          -- a team, a unit or a body
  unit_id    text not null references units (id),  -- where the place lies
  origin_id  text,                   -- what it came from: a decision, an item of a meeting; null: nothing before it
  seat_id    text not null references seats (id),  -- who opened it
  opened_on  text not null,
  version    bigint not null
);
create index issues_by_unit on issues (unit_id, opened_on);
create index issues_by_place on issues (place_id, opened_on);
create index issues_by_origin on issues (origin_id);

create table issue_parties (         -- FACT. Whose interests it is about: each must put them, each must agree.
  issue_id text not null references issues (id),
  party_id text not null references parties (id),
  primary key (issue_id, party_id)
) /* clustered */;
create table facilitations (         -- FACT. Somebody sits in the facilitator's seat. The highest number holds it.
  issue_id text not null references issues (id),
  number   bigint not null,
  seat_id  text not null references seats (id),
  named_on text not null,
  primary key (issue_id, number)
) /* clustered */;

create table interests (             -- What a party needs, and why: not what it demands.
  id       text primary key,
  issue_id text not null references issues (id),
  party_id text not null references parties (id),
  body     text not null,
  seat_id  text not null references seats (id),
  put_on   text not null,
  version  bigint not null
);
create index interests_by_issue on interests (issue_id, party_id);
create table interest_sharings (     -- Another party says: this is ours too. May be taken back.
  interest_id text not null references interests (id),
  party_id    text not null references parties (id),
  issue_id    text not null references issues (id),
  shared_on   text not null,
  primary key (interest_id, party_id)
) /* clustered */;
create index interest_sharings_by_issue on interest_sharings (issue_id);
create table interests_put (         -- FACT. A party says that its interests stand there. Options open with the last.
  issue_id text not null references issues (id),
  party_id text not null references parties (id),
  put_on   text not null,
  primary key (issue_id, party_id)
) /* clustered */;

create table brainstorms (           -- FACT. Options are gathered from here on, by name or without names.
  issue_id   text primary key references issues (id),
  kind       text not null check (kind in ('open', 'anonymous')),
  started_on text not null
);
create table idea_boxes (            -- The ideas of an anonymous brainstorm, in one value that is written anew with each
  issue_id text primary key references issues (id),  -- (docs/why/0019). Gone when it ends; not in the journal.
  content  text not null
);
create table brainstorm_endings (    -- FACT. Options are there to be weighed; others may still be added by name.
  issue_id text primary key references issues (id),
  ended_on text not null
);
create table issue_options (         -- Something that could be done.
  id       text primary key,         -- of an anonymous brainstorm: random, tells neither when nor by whom
  issue_id text not null references issues (id),
  body     text not null,
  seat_id  text references seats (id),             -- null: from an anonymous brainstorm
  added_on text not null,
  version  bigint not null
);
create index issue_options_by_issue on issue_options (issue_id);
create table issue_standards (       -- By what options are judged, chosen before one is.
  id       text primary key,
  issue_id text not null references issues (id),
  body     text not null,
  seat_id  text not null references seats (id),
  added_on text not null,
  version  bigint not null
);
create index issue_standards_by_issue on issue_standards (issue_id);
create table option_marks (          -- What a party thinks: how well an option meets an interest or a standard.
  option_id    text not null references issue_options (id),
  criterion_id text not null,        -- an interest or a standard
  party_id     text not null references parties (id),
  issue_id     text not null references issues (id),
  fit          text not null check (fit in ('meets', 'partly', 'misses')),
  primary key (option_id, criterion_id, party_id)
) /* clustered */;
create index option_marks_by_issue on option_marks (issue_id);

create table issue_agreements (      -- FACT. The words that every party is asked to sign.
  id          text primary key,
  issue_id    text not null references issues (id),
  number      bigint not null,
  body        text not null,
  review_on   text not null,
  seat_id     text not null references seats (id),
  proposed_on text not null,
  unique (issue_id, number)
);
create table agreement_choices (     -- FACT. An option that the agreement takes up.
  agreement_id text not null references issue_agreements (id),
  option_id    text not null references issue_options (id),
  primary key (agreement_id, option_id)
) /* clustered */;
create table agreement_steps (       -- FACT. What somebody does by a day, part of the words.
  id           text primary key,
  agreement_id text not null references issue_agreements (id),
  issue_id     text not null references issues (id),
  what         text not null,
  seat_id      text not null references seats (id),
  due_on       text not null
);
create index agreement_steps_by_agreement on agreement_steps (agreement_id);
create table agreement_starts (      -- FACT. Every party has signed.
  issue_id     text primary key references issues (id),
  agreement_id text not null references issue_agreements (id),
  agreed_on    text not null
);
create table step_endings (          -- FACT. Done, or no longer needed.
  step_id  text primary key references agreement_steps (id),
  issue_id text not null references issues (id),
  outcome  text not null check (outcome in ('done', 'dropped')),
  words    text not null,
  ended_on text not null
);
create table agreement_reviews (     -- FACT. The parties looked back on the day they had set.
  issue_id    text primary key references issues (id),
  outcome     text not null check (outcome in ('holds', 'partly', 'failed')),
  words       text not null,
  reviewed_on text not null
);
create table issue_results (         -- FACT. What the agreement became: a decision.
  issue_id text not null references issues (id),
  thing_id text not null,
  made_on  text not null,
  primary key (issue_id, thing_id)
) /* clustered */;
create table issue_closings (        -- FACT. It ended without agreement, and why.
  issue_id  text primary key references issues (id),
  reason    text not null,
  closed_on text not null
);
