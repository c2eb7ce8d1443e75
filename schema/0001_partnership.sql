-- 0001 The partnership: its parties, their unions, the tree of units, the people, and the seats they act from.
-- Instants are microseconds since 1970, UTC. Dates are text, YYYY-MM-DD. Quantities are whole millionths.

create table parties (               -- Who shares the partnership as an equal: labor, management, usually physicians.
  id          text primary key,
  external_id text not null unique,  -- the name its own files use
  name        text not null,
  mark        text not null          -- the shape that stands for it beside its name and colour
              check (mark in ('circle', 'square', 'triangle', 'diamond')),
  place       bigint not null        -- order of entry; pages rotate it, so that nobody is first by right
);

create table unions (                -- An international union, or a local of one.
  id          text primary key,
  external_id text not null unique,
  name        text not null,
  party_id    text not null references parties (id),
  parent_id   text references unions (id)           -- the international of a local
);

create table units (                 -- A node of the organization: national, region, service area, facility, department.
  id          text primary key,
  external_id text not null unique,
  name        text not null,
  kind        text not null check (kind in ('national', 'region', 'service_area', 'facility', 'department')),
  parent_id   text references units (id),           -- null only at the top
  clinical    boolean not null                      -- where it is, teams also have a physician co-lead
);
create index units_by_parent on units (parent_id);

create table unit_ancestors (        -- PROJECTION of units: every unit with itself and all above it.
  unit_id     text not null references units (id),
  ancestor_id text not null references units (id),
  distance    bigint not null,                      -- 0 is the unit itself
  primary key (unit_id, ancestor_id)
) /* clustered */;
create index unit_descendants on unit_ancestors (ancestor_id, unit_id);

create table people (                -- A person known to the partnership, whoever employs them.
  id          text primary key,
  external_id text not null unique,
  name        text not null,
  email       text,
  job         text,                                 -- the title they go by at work
  language    text not null check (language in ('en', 'es'))
);
create index people_by_name on people (name);

create table seats (                 -- A dated role in a unit or a team, for a party and (for labor) in a union.
  id          text primary key,
  person_id   text not null references people (id),
  party_id    text not null references parties (id),
  union_id    text references unions (id),
  place_id    text not null,                        -- a unit or a team
  role        text not null,
  starts_on   text not null,
  ends_on     text                                  -- the last day; null while it lasts
);
create index seats_by_person on seats (person_id);
create index seats_by_place on seats (place_id, role, starts_on, ends_on, person_id);
