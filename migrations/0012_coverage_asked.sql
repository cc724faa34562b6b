-- What was done to a stretch besides reading it, and what the policy asks for that could not be done.

alter table coverage
  -- Host of the other endpoint that was asked for the payments of listed addresses; null where none has answered.
  add column listed_endpoint text,
  -- Digest of the addresses that were to be asked for; null where nobody tried.
  add column listed_digest bytea check (length(listed_digest) = 32),
  -- What that question leaves open; null where it leaves nothing.
  add column listed_shortfall text,
  -- Why the stretch could not be checked as the policy asks; null where it was, or where nobody tried.
  add column shortfall text,
  add check (listed_endpoint is null or listed_digest is not null);
