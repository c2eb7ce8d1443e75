-- 0010 Notifications: what people are told by mail, how they want it, and what became of each mail. Nothing here is in the
-- journal: whether somebody read their mail is nobody else's business.

create table notices (               -- Something somebody is told that asks nothing of them; what asks stands in needs.
  id              text primary key,
  person_id       text not null,     -- to a person, or empty
  place_id        text not null,     -- to whoever holds this seat, or empty
  role            text not null,
  party_id        text not null,
  kind            text not null,     -- the sentence: notices.<kind>
  topic           text not null,
  about           text not null,     -- the words that fill it
  url             text not null,
  subject_id      text not null,     -- what makes it go away
  wall            text not null,     -- joint, or party:<id>: told to those inside only
  calendar_method text not null,     -- REQUEST, CANCEL, or empty
  calendar        text not null,     -- iCalendar, or empty
  since           bigint not null
);
create index notices_by_person on notices (person_id, since);
create index notices_by_seat on notices (place_id, role, party_id);
create index notices_by_subject on notices (subject_id);
create index notices_by_age on notices (since);

create table untold (                -- Needs and notices since the post was last gone through, in the writer's transaction.
  item_id text primary key,
  batch   text not null
) /* clustered */;

create table notification_choices (  -- How somebody wants to hear of a topic, where it is not the usual way.
  person_id text not null references people (id),
  topic     text not null,
  how       text not null check (how in ('immediate', 'digest', 'off')),
  primary key (person_id, topic)
) /* clustered */;
create table notification_zones (    -- Whose mornings are not those of the partnership.
  person_id text primary key references people (id),
  zone      text not null
);

create table mails (                 -- A mail to one person: made with its items, worded when it goes out.
  id         text primary key,       -- of a digest: digest.<day>.<person>, so that there is one a day
  person_id  text not null,
  how        text not null,          -- immediate, digest, calendar
  state      text not null check (state in ('waiting', 'sent', 'dropped', 'failed')),
  made_at    bigint not null,
  next_at    bigint not null,        -- not before
  attempts   bigint not null,
  claim      text not null,          -- who is sending it
  message_id text not null           -- up to the @, once it was tried
);
create index mails_by_state on mails (state, next_at);
create index mails_by_claim on mails (claim);
create index mails_by_message on mails (message_id);
create table mail_items (            -- What a person was told, and in which mail: nothing is told twice.
  person_id text not null,
  item_id   text not null,
  mail_id   text not null,
  primary key (person_id, item_id)
) /* clustered */;
create index mail_items_by_mail on mail_items (mail_id);

create table digest_runs (           -- The digests of a day and a time zone, and how far they are.
  zone     text not null,
  day      text not null,
  done_to  text not null,            -- the last person so far
  mails    bigint not null,
  began_at bigint not null,
  ended_at bigint,
  primary key (zone, day)
);

create table mail_bounces (          -- An address that mail came back from, for good; nothing more goes there.
  address    text primary key,
  person_id  text not null,
  diagnostic text not null,          -- what the other server said
  bounced_at bigint not null
);
create table mail_secrets (          -- Makes the ids of mails and the links to unsubscribe: nobody else can.
  name   text primary key,
  secret text not null
);
