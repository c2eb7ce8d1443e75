-- 0013 Changes: what one party intends to change, told to the others before it begins ("no surprises"), and what began
-- although nobody was told. Whether the notice was in time follows from the days; nobody decides it.

create table changes (               -- FACT. A change of one party's, put on record by somebody.
  id          text primary key,
  unit_id     text not null references units (id),
  party_id    text not null references parties (id),  -- whose change it is
  by_party_id text not null references parties (id),  -- who put it on record: the same, where it was told
  seat_id     text not null references seats (id),
  kind        text not null,         -- a kind of the policy "change_notices"
  title       text not null,
  body        text not null,         -- what changes, why, and for whom
  told        boolean not null,      -- before it began, by whose change it is; else another party noticed it
  begins_on   text not null,         -- as intended; or as it began
  notice_days bigint not null,       -- how long before it has to be told, by the policy as it was
  involvement text not null check (involvement in ('inform', 'consult', 'consensus')),
  policy_version      bigint not null,
  involvement_version bigint not null,
  recorded_on text not null
);
create index changes_by_beginning on changes (begins_on, id, unit_id, kind);

create table change_readings (       -- FACT. A party that was asked has read it, and what it says to it.
  change_id text not null references changes (id),
  party_id  text not null references parties (id),
  seat_id   text not null references seats (id),
  words     text not null,
  read_on   text not null,
  primary key (change_id, party_id)
) /* clustered */;
create table change_beginnings (     -- FACT. When it really began, as somebody saw it.
  change_id   text primary key references changes (id),
  seat_id     text not null references seats (id),
  began_on    text not null,
  words       text not null,
  recorded_on text not null
);
create table change_withdrawals (    -- FACT. It will not come about as it was told.
  change_id    text primary key references changes (id),
  seat_id      text not null references seats (id),
  reason       text not null,
  withdrawn_on text not null
);
create table change_decisions (      -- FACT. The question that was put because of it.
  change_id   text not null references changes (id),
  decision_id text not null references decisions (id),
  opened_on   text not null,
  primary key (change_id, decision_id)
) /* clustered */;

create index follow_up_endings_by_decision on follow_up_endings (decision_id);  -- the register says how far it came
