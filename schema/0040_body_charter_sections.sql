-- 0040 The charter of a body in sections: each is put to a co-chair of every party in it, as a section of a team's
-- charter is. A version from before has its one text in body_charters.text; from now on that is empty.

create table body_charter_sections ( -- The text of one section; each party agrees to it or sends it back.
  charter_id text not null references body_charters (id),
  section    text not null,          -- purpose, goals, …: the same as of a team's charter
  body       text not null,
  primary key (charter_id, section)
) /* clustered */;
