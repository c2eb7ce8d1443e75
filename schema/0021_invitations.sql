-- 0021 Invitations: how somebody comes to a password of their own, given by their own party and not by the machine's host.

create table invitations (           -- FACT. An administrator gave a person of their own party a way in.
  id         text primary key,
  person_id  text not null references people (id),
  party_id   text not null references parties (id),
  seat_id    text not null references seats (id),   -- the administrator's
  invited_at bigint not null
);
create index invitations_by_person on invitations (person_id, invited_at);
create table invitation_tokens (     -- The link of it, as long as it works. Not in the journal: whoever has it can sign in.
  token_digest  text primary key,
  invitation_id text not null references invitations (id),
  person_id     text not null references people (id),
  expires_at    bigint not null
);
create index invitation_tokens_by_person on invitation_tokens (person_id);
