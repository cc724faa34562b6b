import type { Pool } from "pg";

/** Two exchanges, the sandbox of the first, and of each what the narrow tables hold. */
export const A = "aaaaaaaa-0000-4000-8000-000000000000";
export const A_SANDBOX = "aaaaaaaa-0000-4000-8000-00000000005a";
export const B = "bbbbbbbb-0000-4000-8000-000000000000";

export const callerOf = (subscriberId: string): string => `key:${subscriberId}`;

/** Rows of every table that an exchange may or may not see, written by the owner. */
export async function insertTwoExchanges(owner: Pool): Promise<void> {
  await owner.query(`
    insert into subscriber (id, name, sandbox_of) values
      ('${A}', 'A', null), ('${B}', 'B', null), ('${A_SANDBOX}', 'A''s sandbox', '${A}');
    insert into released_event (subscriber_id, position, event_id, payload)
      select id, place, sha256(format('%s %s', id, place)::bytea), jsonb_build_object('of', name)
      from subscriber, generate_series(1, 3) as place;
    insert into api_key (id, name, prefix, secret_hash, role, scopes, subscriber_id, created_by, expires_at)
      select id, name, 'rf_', sha256(name::bytea), 'exchange', array['events:read'], id, 'system', now() + interval '1 day'
      from subscriber;
    insert into api_key (id, name, prefix, secret_hash, role, scopes, created_by, expires_at)
      values (gen_random_uuid(), 'staff', 'rf_', sha256('staff'), 'analyst', array['events:read'], 'system', now());
    insert into subscription (id, subscriber_id, name, url, filter, is_ordered, state)
      select id, id, name, 'https://' || lower(left(name, 1)) || '.example/', '{}', false, 'active' from subscriber;
    insert into subscription_secret (subscription_id, seq, sealed) select id, 1, sha256(name::bytea) from subscription;
    insert into address_set (id, subscriber_id, name, address_count) select id, id, name, 1 from subscriber;
    -- One address, in every set.
    insert into set_address (set_id, address_hash) select id, substring(sha256('own') for 16) from address_set;
    insert into delivery (subscription_id, event_id, position, state, settled_at)
      select subscriber_id, event_id, position, 'dead', now() from released_event;
    insert into delivery_attempt (subscription_id, event_id, number, began_at, latency_ms, outcome, request)
      select subscription_id, event_id, 1, now(), 1, 'failed', '{"headers":{}}' from delivery;
    insert into idempotent_answer (caller, key, request_hash, status, body)
      select 'key:' || id, 'one', sha256('request'), 201, jsonb_build_object('of', name) from subscriber;
    insert into app_user (id, email, name, roles, password_hash)
      values ('${A}', 'analyst@example.org', 'Analyst', array['analyst'], 'hash');
    insert into session (token_hash, id, user_id, csrf_token, user_agent, expires_at)
      values (sha256('cookie'), '${A}', '${A}', 'token', 'agent', now());
    insert into list (id, title, authority) values ('internal', 'Internal', 'Us');`);
}
