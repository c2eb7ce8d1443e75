-- 0011 Decisions: a proposal, the terms fixed before anybody is asked, what each said, and what came of it. Talk is not
-- here: a decision is a closing, and what followed from it.

create table decisions (             -- FACT. Somebody proposed these exact words to a team or another place with seats.
  id          text primary key,
  title       text not null,
  body        text not null,         -- the words that are decided on
  subject     text not null,         -- a subject of the policy "involvement"
  place_id    text not null,         -- a team, or a unit
  unit_id     text not null references units (id),  -- where the place lies
  former_id   text references decisions (id),       -- the round before
  seat_id     text not null references seats (id),  -- who proposed it
  proposed_on text not null
);
create index decisions_by_unit on decisions (unit_id, proposed_on);
create index decisions_by_place on decisions (place_id, proposed_on);
create index decisions_by_former on decisions (former_id);

create table decision_terms (        -- FACT. By what it will be decided: all of it, before anybody is asked.
  decision_id   text primary key references decisions (id),
  involvement   text not null check (involvement in ('inform', 'consult', 'consensus')),
  rule          text not null check (rule in ('consensus', 'vote')),
  closes_on     text not null,       -- the last day on which a stance counts
  scale         text not null,       -- of the policy "consensus_scales"
  scales_version      bigint not null,
  involvement_version bigint not null,
  deciding_version    bigint not null,
  ballot        text not null check (ballot in ('open', 'hidden', 'secret')),
  abstaining    text not null check (abstaining in ('heard', 'not_heard')),
  silence       text not null check (silence in ('not_heard', 'undecided')),
  quorum_base   text not null check (quorum_base in ('members', 'present', 'each_party')),
  quorum        bigint not null,     -- in hundredths of the base
  members       bigint not null,     -- people with a seat at the place when the terms were fixed
  share_of      bigint not null,     -- in each party share_of in share_in of the stances taken must be in favour
  share_in      bigint not null,
  least_ballots bigint not null,     -- of each party: fewer, and a secret box is destroyed unread
  fallback      text not null,       -- of the policy "deciding"
  fallback_days bigint not null,
  early_close   boolean not null,    -- the chairs of all parties together may close before the day
  fixed_on      text not null
);
create table decision_asked (        -- FACT. Who is asked, seat by seat.
  decision_id text not null references decisions (id),
  seat_id     text not null references seats (id),
  party_id    text not null references parties (id),
  weight      bigint not null,       -- people this seat speaks for in a vote; 1 as a rule
  primary key (decision_id, seat_id)
) /* clustered */;
create table decision_affected (     -- FACT. Which places check that it can be done, and sign before it is final.
  decision_id text not null references decisions (id),
  place_id    text not null,
  primary key (decision_id, place_id)
) /* clustered */;
create table decision_openings (     -- FACT. From here on those asked can answer.
  decision_id text primary key references decisions (id),
  opened_on   text not null
);
create table decision_withdrawals (  -- FACT. Taken back before it was closed.
  decision_id  text primary key references decisions (id),
  reason       text not null,
  withdrawn_on text not null
);

create table stances (               -- FACT. What one seat said. The last before the close counts; the others stay.
  id          text primary key,
  decision_id text not null references decisions (id),
  seat_id     text not null references seats (id),
  party_id    text not null references parties (id),
  choice      text not null,         -- an option of the scale
  reason      text not null,
  interest    text not null,         -- the interest that is not met
  taken_at    bigint not null
);
create index stances_by_decision on stances (decision_id, seat_id);
create table held_stances (          -- Of a ballot hidden until its close, when they become stances. Not in the journal.
  id          text primary key,
  decision_id text not null references decisions (id),
  seat_id     text not null,
  party_id    text not null,
  choice      text not null,
  reason      text not null,
  interest    text not null,
  taken_at    bigint not null
);
create index held_stances_by_decision on held_stances (decision_id);
create table ballot_boxes (          -- A secret ballot while it is open: who has answered, and the ballots, in one value
  decision_id text primary key references decisions (id),  -- that is written anew each time (docs/why/0017). Gone at the
  content     text not null                                -- close; not in the journal.
);
create table ballots (               -- FACT. What was in a secret box, written all at once at the close, in random order.
  id          text primary key,      -- random: tells neither when nor by whom
  decision_id text not null references decisions (id),
  party_id    text not null references parties (id),
  choice      text not null,
  reason      text not null,
  interest    text not null
);
create index ballots_by_decision on ballots (decision_id);
create table ballot_answers (        -- FACT. Who had answered a secret ballot, written at the close, by seat.
  decision_id text not null references decisions (id),
  seat_id     text not null references seats (id),
  primary key (decision_id, seat_id)
) /* clustered */;

create table decision_closings (     -- FACT. How it came out.
  decision_id text primary key references decisions (id),
  outcome     text not null check (outcome in
              ('agreed', 'blocked', 'not_reached', 'no_quorum', 'too_few', 'informed', 'heard')),
  early       boolean not null,
  closed_on   text not null
);
create table decision_counts (       -- FACT. The outcome, counted by party.
  decision_id text not null references decisions (id),
  party_id    text not null references parties (id),
  asked       bigint not null,
  answered    bigint not null,
  support     bigint not null,
  reserve     bigint not null,       -- can live with it
  aside       bigint not null,
  block       bigint not null,
  abstain     bigint not null,
  in_favour   bigint not null,       -- by weight: support and reserve
  taken       bigint not null,       -- by weight: in favour, aside and block
  primary key (decision_id, party_id)
) /* clustered */;
create table decision_fallbacks (    -- FACT. No agreement: what was fixed for this case has begun.
  decision_id text primary key references decisions (id),
  fallback    text not null,
  due_on      text not null,
  started_on  text not null
);
create table decision_referrals (    -- FACT. It lies on a desk further up.
  id          text primary key,
  decision_id text not null references decisions (id),
  number      bigint not null,
  place_id    text not null,
  role        text not null,
  due_on      text not null,
  referred_on text not null,
  unique (decision_id, number)
);
create table referral_answers (      -- FACT. What the desk did with it.
  referral_id text primary key references decision_referrals (id),
  decision_id text not null references decisions (id),
  answer      text not null check (answer in ('returned', 'referred')),
  words       text not null,
  answered_on text not null
);
create table decision_finals (       -- FACT. Agreed, and the affected places have signed: it holds from this day.
  decision_id text primary key references decisions (id),
  final_on    text not null
);
create table decision_completions (  -- FACT. The parties signed that it was carried out.
  decision_id  text primary key references decisions (id),
  completed_on text not null
);

create table decision_readings (     -- FACT. Somebody said that they have read it.
  decision_id text not null references decisions (id),
  person_id   text not null references people (id),
  seat_id     text not null references seats (id),
  read_on     text not null,
  primary key (decision_id, person_id)
) /* clustered */;
create table follow_ups (            -- FACT. What somebody does because of a decision.
  id          text primary key,
  decision_id text not null references decisions (id),
  what        text not null,
  seat_id     text not null references seats (id),
  due_on      text not null,
  set_on      text not null
);
create index follow_ups_by_decision on follow_ups (decision_id);
create table follow_up_endings (     -- FACT. Done, or no longer needed.
  follow_up_id text primary key references follow_ups (id),
  decision_id  text not null references decisions (id),
  outcome      text not null check (outcome in ('done', 'dropped')),
  words        text not null,
  ended_on     text not null
);
