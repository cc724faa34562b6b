-- Who acts: people, their sessions, API keys; and who is told: subscribers and what was released to them.

-- An exchange, or whoever else is told of alerts.
create table subscriber (
  id          uuid primary key,
  name        text not null,
  -- Set on the sandbox of a subscriber: its own space, which holds sample events and nothing else.
  sandbox_of  uuid unique references subscriber,
  created_at  timestamptz not null default now()
);
-- Two exchanges that differ in capitals only would be mistaken for each other.
create unique index subscriber_name on subscriber (lower(name)) where sandbox_of is null;

-- `user` is a function in SQL: `select * from user` would answer with the login.
create table app_user (
  id            uuid primary key,
  -- In lower case.
  email         text not null unique check (email = lower(email)),
  name          text not null,
  roles         text[] not null check (
    roles <@ array['analyst', 'supervisor', 'ops', 'exchange', 'admin'] and cardinality(roles) > 0
    and (not 'exchange' = any (roles) or cardinality(roles) = 1)
  ),
  -- Whoever has the role exchange belongs to one subscriber, and nobody else does.
  subscriber_id uuid references subscriber,
  -- PHC string of argon2id; null for those who sign in with OpenID Connect.
  password_hash text,
  oidc_issuer   text,
  oidc_subject  text,
  -- Passwords tried since the last right one, and until when none is tried any more.
  failed_count  int not null default 0,
  locked_until  timestamptz,
  disabled_at   timestamptz,
  created_at    timestamptz not null default now(),
  -- Counts every change: the ETag.
  version       int not null default 1,
  unique (oidc_issuer, oidc_subject),
  check (('exchange' = any (roles)) = (subscriber_id is not null)),
  check ((password_hash is null) = (oidc_subject is not null)),
  check ((oidc_issuer is null) = (oidc_subject is null))
);

create table session (
  -- SHA-256 of the cookie's value: whoever reads the table cannot sign in with it.
  token_hash   bytea primary key check (length(token_hash) = 32),
  id           uuid not null unique,
  user_id      uuid not null references app_user,
  csrf_token   text not null,
  user_agent   text not null,
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  ended_at     timestamptz
);
create index session_of_user on session (user_id);

-- A sign-in by OpenID Connect that has gone to the provider and has not come back yet.
create table oidc_flow (
  state_hash    bytea primary key check (length(state_hash) = 32),
  nonce         text not null,
  code_verifier text not null,
  expires_at    timestamptz not null
);
create index oidc_flow_expires on oidc_flow (expires_at);

create table api_key (
  id            uuid primary key,
  name          text not null,
  prefix        text not null,
  -- SHA-256 of the secret, which has 256 random bits: nothing slower is needed.
  secret_hash   bytea not null unique check (length(secret_hash) = 32),
  role          text not null check (role in ('analyst', 'supervisor', 'ops', 'exchange', 'admin')),
  scopes        text[] not null check (cardinality(scopes) > 0),
  subscriber_id uuid references subscriber,
  -- Who made it: `user:<id>`, `key:<id>`, or `system` for the command line.
  created_by    text not null,
  -- To the millisecond, as a cursor holds it.
  created_at    timestamptz(3) not null default now(),
  expires_at    timestamptz not null,
  revoked_at    timestamptz,
  last_used_at  timestamptz,
  version       int not null default 1,
  check ((role = 'exchange') = (subscriber_id is not null))
);
create index api_key_subscriber on api_key (subscriber_id, created_at, id);
create index api_key_created on api_key (created_at, id);

-- The answer that a write gave under a caller's `Idempotency-Key`, in the transaction of the write.
create table idempotent_answer (
  -- `user:<id>` or `key:<id>`.
  caller        text not null,
  key           text not null,
  -- SHA-256 of method, path and body: another request under the same key is refused.
  request_hash  bytea not null check (length(request_hash) = 32),
  status        int not null,
  body          jsonb,
  created_at    timestamptz not null default now(),
  primary key (caller, key)
);
create index idempotent_answer_created on idempotent_answer (created_at);

-- What was released to whom: the only form in which alerts ever reach an exchange.
create table released_event (
  subscriber_id uuid not null references subscriber,
  -- The order in which this subscriber reads.
  position      bigint not null check (position > 0),
  event_id      bytea not null check (length(event_id) = 32),
  payload       jsonb not null,
  released_at   timestamptz not null default now(),
  primary key (subscriber_id, position),
  unique (subscriber_id, event_id)
);
