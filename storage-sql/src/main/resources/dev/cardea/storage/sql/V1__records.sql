-- The same for SQLite and PostgreSQL but for the name of a 64-bit integer. Times are epoch
-- microseconds, ids are text. Nothing is ever deleted from these tables but what was remembered.

create table installation (
  one        ${long} not null primary key check (one = 1),
  tag        text    not null,
  created_at ${long} not null,
  mac_key_id text    not null
);

-- Every version of every record: the change feed, the history and the audit trail in one.
create table version (
  revision ${long} not null primary key,
  made_at  ${long} not null,
  kind     text    not null,
  id       text    not null,
  body     text    not null,
  mac      text,
  actor    text    not null,
  action   text    not null,
  reason   text    not null
);
create index version_by_id on version (id, revision);

-- The newest version of each record, with what it is looked up by. `created` is the revision of its
-- first version: the order of every list.
create table record (
  id           text    not null primary key,
  kind         text    not null,
  created      ${long} not null,
  revision     ${long} not null,
  organization text,
  parent       text,
  owner        text,
  state        text    not null,
  name         text    not null
);
create unique index record_by_kind on record (kind, created);
create index record_by_organization on record (organization, kind, created);
create index record_by_parent on record (parent, kind, created);
create index record_by_owner on record (owner, created);
create index record_by_name on record (name, kind, created);

-- What only one record may have at a time: names, and hashes of keys.
create table claim (
  claim text not null primary key,
  id    text not null
);
create index claim_by_id on claim (id);

-- Answers to requests with an idempotency key.
create table remembered (
  actor           text    not null,
  idempotency_key text    not null,
  request_hash    text    not null,
  response        text    not null,
  made_at         ${long} not null,
  primary key (actor, idempotency_key)
);
create index remembered_by_time on remembered (made_at);
