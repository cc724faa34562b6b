-- What every person and key did, as a chain of hashes that only grows.
--
-- The owner of the tables can do anything to them: take the triggers away, rewrite the rows, hash them anew. Grants and
-- triggers are against everybody else, and against mistakes. Against the owner there is the chain, and the checkpoints
-- signed with a key that is not in here, which also leave the host.

-- Which chain this is: a checkpoint of one database says nothing of another.
create table audit_chain (
  id   uuid primary key default gen_random_uuid(),
  one  boolean not null unique default true check (one)
);
insert into audit_chain default values;

create table audit_entry (
  seq            bigint primary key check (seq > 0),
  -- SHA-256 over the hash of the row before (32 zero bytes for the first), seq as 8 bytes big endian, and the content.
  hash           bytea not null check (length(hash) = 32),
  previous_hash  bytea not null check (length(previous_hash) = 32),
  -- Canonical JSON, hashed as it stands. The columns below repeat parts of it to be searched, cut to 200 characters.
  content        text not null,
  at             timestamptz not null,
  actor_kind     text not null check (actor_kind in ('user', 'key', 'system', 'anonymous')),
  actor_id       text not null,
  actor_name     text not null,
  action         text not null,
  outcome        text not null check (outcome in ('done', 'refused')),
  subject        text
);
create index audit_entry_at on audit_entry (at, seq);
create index audit_entry_actor_id on audit_entry (actor_id, at, seq);
create index audit_entry_actor_name on audit_entry (actor_name, at, seq);
create index audit_entry_action on audit_entry (action, at, seq);
create index audit_entry_subject on audit_entry (subject, at, seq) where subject is not null;

create table audit_checkpoint (
  seq        bigint not null check (seq > 0),
  hash       bytea not null check (length(hash) = 32),
  -- To the millisecond, as it was signed.
  at         timestamptz not null,
  -- SHA-256 of the public key (SPKI, DER).
  key_id     bytea not null check (length(key_id) = 32),
  -- Ed25519.
  signature  bytea not null check (length(signature) = 64),
  -- When it left the host; null until then.
  left_at    timestamptz,
  primary key (seq, key_id)
);
create index audit_checkpoint_waiting on audit_checkpoint (seq, key_id) where left_at is null;

-- The columns that are searched, from the content: one recipe for writing and for verifying. A table, not strict and with no
-- setting of its own, so that it is planned as part of the query around it; `offset 0`, so that JSON is parsed once.
create function audit_columns(content text) returns table (at timestamptz, actor_kind text, actor_id text,
  actor_name text, action text, outcome text, subject text)
language sql stable parallel safe
as $$
  select (entry ->> 'at')::timestamptz, entry #>> '{actor,kind}', left(entry #>> '{actor,id}', 200),
    left(entry #>> '{actor,name}', 200), left(entry ->> 'action', 200), entry ->> 'outcome', left(entry ->> 'subject', 200)
  from (select content::jsonb as entry offset 0) parsed
$$;

-- Chains these contents to the last row, in their order, and returns the seq of the last one. The lock is held until the
-- transaction ends, so that nobody builds on a row that is not committed: append last. With the owner's rights: who may
-- call it needs no right to the table, and can do nothing to it but this.
create function append_audit(contents text[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  last_seq   bigint;
  last_hash  bytea;
  content    text;
  hashes     bytea[] := '{}';
begin
  if cardinality(contents) > 10000 then
    raise exception 'more than 10000 audit entries at once' using errcode = 'program_limit_exceeded';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('redflag:audit', 0));
  select e.seq, e.hash into last_seq, last_hash from audit_entry e order by e.seq desc limit 1;
  if not found then
    last_seq := 0;
    last_hash := decode(repeat('00', 32), 'hex');
  end if;
  hashes := hashes || last_hash;
  foreach content in array contents loop
    if content is null then
      raise exception 'an audit entry is null' using errcode = 'null_value_not_allowed';
    end if;
    last_seq := last_seq + 1;
    last_hash := sha256(last_hash || int8send(last_seq) || convert_to(content, 'UTF8'));
    hashes := hashes || last_hash;
  end loop;
  insert into audit_entry
    (seq, hash, previous_hash, content, at, actor_kind, actor_id, actor_name, action, outcome, subject)
  select last_seq - cardinality(contents) + row.place, hashes[row.place + 1], hashes[row.place], row.content, columns.*
  from unnest(contents) with ordinality as row (content, place), audit_columns(row.content) as columns;
  return last_seq;
end
$$;

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit only grows: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_entry_only_grows before update or delete or truncate on audit_entry
  for each statement execute function refuse_audit_change();
create trigger audit_checkpoint_only_grows before delete or truncate on audit_checkpoint
  for each statement execute function refuse_audit_change();
-- Of a checkpoint one thing may change, once: that it has left the host.
create trigger audit_checkpoint_left before update on audit_checkpoint for each row
  when (old.left_at is not null or new.left_at is null
    or (old.seq, old.hash, old.at, old.key_id, old.signature) is distinct from
       (new.seq, new.hash, new.at, new.key_id, new.signature))
  execute function refuse_audit_change();
create trigger audit_chain_stays before insert or update or delete or truncate on audit_chain
  for each statement execute function refuse_audit_change();

-- A function may be executed by everybody until it is taken back.
revoke all on function append_audit(text[]) from public;
revoke all on audit_chain, audit_entry, audit_checkpoint from public;
