table access_review
  grant insert, select, update (finished_at, finished_by, finished_by_name) to redflag_api

table access_review_decision
  grant insert, select to redflag_api

table access_review_subject
  grant insert, select to redflag_api

table address_set
  policy notify for all to redflag_notify using (true)
  policy own for all to redflag_exchange using ((subscriber_id = (NULLIF(current_setting('redflag.subscriber'::text, true), ''::text))::uuid))
  policy owner for all to postgres using (true)
  policy staff for all to redflag_api using (true)
  row security, forced
  grant select to redflag_api
  grant delete, insert (id, subscriber_id, name, created_at, changed_at), select, update (address_count, version, changed_at) to redflag_exchange
  grant select to redflag_notify

table alert
  grant select, update (review, assignee, disposition, due_at, snoozed_until, closed_revision, follow_up_since, review_seq) to redflag_api
  grant insert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision, evidence_count, first_block, last_block, first_time, last_time, state, state_seq), select, update (heuristic_version, severity, exposure, score, revision, evidence_count, first_block, last_block, first_time, last_time, state, state_seq, updated_at, group_id, rank, group_rank, group_size, worth, worth_usd_micros) to redflag_screen

table alert_action
  grant insert, select to redflag_api

table alert_annotation
  grant select to redflag_api
  grant insert, select to redflag_screen

table alert_disposition
  grant insert, select to redflag_api

table api_key
  policy notify for all to redflag_notify using (true)
  policy own for all to redflag_exchange using ((subscriber_id = (NULLIF(current_setting('redflag.subscriber'::text, true), ''::text))::uuid))
  policy owner for all to postgres using (true)
  policy staff for all to redflag_api using (true)
  row security, forced
  grant delete, insert, select, update to redflag_api
  grant insert (id, name, prefix, secret_hash, role, scopes, subscriber_id, created_by, created_at, expires_at), select (id, name, prefix, role, scopes, subscriber_id, created_by, created_at, expires_at, revoked_at, last_used_at, version), update (name, revoked_at, version) to redflag_exchange

table app_user
  grant delete, insert, select, update to redflag_api

table audit_chain
  grant select to redflag_api

table audit_checkpoint
  grant insert, select, update (left_at) to redflag_api

table audit_entry
  grant select to redflag_api

table backfill
  grant insert (chain_id, from_block, to_block, reason, asked_by), select, update (created_at, finished_at, reason, asked_by, is_cancelled) to redflag_api
  grant select, update (finished_at) to redflag_ingest
  grant select to redflag_screen

table backtest
  grant insert, select, update (state, claimed_until, ended_at, cancelled_by, cancelled_by_name) to redflag_api
  grant select, update (state, attempt_count, claimed_until, started_at, done_blocks, total_blocks, ended_at, result, failure_code, failure) to redflag_screen

table block
  grant select to redflag_api
  grant delete, insert, select, update to redflag_ingest
  grant select to redflag_notify
  grant select to redflag_screen

table border_list_version
  grant select to redflag_screen

table border_note
  grant select to redflag_api
  grant select to redflag_screen

table bridge_event
  grant select to redflag_api
  grant delete, insert, select to redflag_ingest
  grant select to redflag_screen

table case_alert
  grant insert, select, update (added_by, added_by_name, added_at, removed_at) to redflag_api

table case_attachment
  grant insert, select, update (bytes, removed_at) to redflag_api

table case_counter
  grant insert, select, update to redflag_api

table case_event
  grant insert, select to redflag_api

table case_file
  grant insert, select, update (title, status, version, event_count) to redflag_api

table case_hold
  grant insert, select, update (lifted_by, lifted_by_name, lifted_at, lift_reason) to redflag_api

table case_member
  grant insert, select, update (role, removed_at) to redflag_api

table case_note
  grant insert, select to redflag_api

table case_subject
  grant insert, select to redflag_api

table condition
  grant select to redflag_api
  grant delete, insert, select, update (last_seen_at, severity, figure, told_severity, told_figure, ended_at) to redflag_notify

table condition_look
  grant select, update (looked_at) to redflag_notify

table coverage
  grant select to redflag_api
  grant delete, insert, select, update to redflag_ingest
  grant select to redflag_notify
  grant select to redflag_screen

table cut
  grant select to redflag_api
  grant select to redflag_ingest
  grant insert, select, update to redflag_screen

table cut_graph_state
  grant select to redflag_api
  grant delete, insert, select, update to redflag_screen

table cut_profile
  grant select to redflag_api
  grant delete, insert, select, update to redflag_screen

table delivery
  policy notify for all to redflag_notify using (true)
  policy own for all to redflag_exchange using ((EXISTS ( SELECT
   FROM subscription
  WHERE ((subscription.id = delivery.subscription_id) AND (subscription.subscriber_id = (NULLIF(current_setting('redflag.subscriber'::text, true), ''::text))::uuid)))))
  policy owner for all to postgres using (true)
  policy staff for all to redflag_api using (true)
  row security, forced
  grant select to redflag_api
  grant select, update (is_held, state, retry_count, next_at, settled_at) to redflag_exchange
  grant delete, insert, select, update to redflag_notify

table delivery_attempt
  policy notify for all to redflag_notify using (true)
  policy own for select to redflag_exchange using ((EXISTS ( SELECT
   FROM subscription
  WHERE ((subscription.id = delivery_attempt.subscription_id) AND (subscription.subscriber_id = (NULLIF(current_setting('redflag.subscriber'::text, true), ''::text))::uuid)))))
  policy owner for all to postgres using (true)
  policy staff for all to redflag_api using (true)
  row security, forced
  grant select to redflag_api
  grant select to redflag_exchange
  grant delete, insert, select to redflag_notify

table disagreement
  grant select to redflag_api
  grant insert, select to redflag_ingest
  grant select to redflag_notify
  grant select to redflag_screen

table endpoint_state
  grant select to redflag_api
  grant insert, select, update (host, score, latency_ms, rests_until, is_barred, problem, requests_per_second_max, log_blocks_max, head, answers) to redflag_ingest
  grant select to redflag_notify

table enrichment_list_version
  grant select to redflag_screen

table enrichment_row
  grant select to redflag_api
  grant select to redflag_screen

table epoch
  grant select to redflag_api
  grant select to redflag_ingest
  grant insert, select to redflag_screen

table event
  grant select to redflag_api
  grant insert, select to redflag_screen

table evidence
  grant select to redflag_api
  grant delete, insert, select, update to redflag_screen

table fan_out
  grant select to redflag_api
  grant insert, select, update to redflag_notify

table feed
  grant select to redflag_api

table feed_pending
  grant select to redflag_api
  grant select (created_at) to redflag_notify

table filed_alert
  grant select to redflag_api
  grant select (alert_id, revision) to redflag_screen

table freeze_event
  grant select to redflag_api
  grant select to redflag_exchange
  grant select to redflag_screen

table graph_state
  grant select to redflag_api
  grant delete, insert, select, update to redflag_screen

table heuristic_setting
  grant insert, select to redflag_api
  grant select to redflag_screen

table hop_lane
  grant select to redflag_api
  grant select to redflag_ingest
  grant insert, select, update to redflag_screen

table hop_leg
  grant select to redflag_api
  grant select to redflag_ingest
  grant delete, insert, select, update to redflag_screen

table hop_stage
  grant select to redflag_api
  grant select to redflag_ingest
  grant select, update to redflag_screen

table idempotent_answer
  policy notify for all to redflag_notify using (true)
  policy own for all to redflag_exchange using ((caller = NULLIF(current_setting('redflag.caller'::text, true), ''::text)))
  policy owner for all to postgres using (true)
  policy staff for all to redflag_api using (true)
  row security, forced
  grant delete, insert, select, update to redflag_api
  grant insert, select to redflag_exchange

table inferred_service
  grant select to redflag_api
  grant delete, insert, select, update to redflag_screen

table ingest_state
  grant select to redflag_api
  grant delete, insert, select, update (policy, seen_at) to redflag_ingest
  grant select to redflag_notify

table installation_key
  grant insert, select to redflag_api
  grant insert, select to redflag_notify

table issuer_event
  grant select to redflag_api
  grant delete, insert, select to redflag_ingest
  grant select to redflag_screen

table kept_freeze
  grant select to redflag_api
  grant insert, select to redflag_screen

table kept_proof
  grant select to redflag_api
  grant insert, select, update (level, endpoint, fetched_at, transactions, proof) to redflag_ingest
  grant select to redflag_screen

table lane
  grant select to redflag_api
  grant insert, select, update (stopped_reason, stopped_fork) to redflag_ingest
  grant select to redflag_notify
  grant select, update to redflag_screen

table list
  grant insert, select, update (title) to redflag_api
  grant select to redflag_ingest
  grant insert, select, update (title, authority, url) to redflag_refresh
  grant select to redflag_screen

table list_bucket
  grant delete, insert, select, update to redflag_api
  grant delete, insert, select, update to redflag_refresh

table list_decision
  grant insert, select to redflag_api
  grant select to redflag_refresh

table list_entry
  grant insert, select, update (ended_seq) to redflag_api
  grant select to redflag_ingest
  grant insert, select, update (ended_seq) to redflag_refresh
  grant select to redflag_screen

table list_held_part
  grant delete, select to redflag_api
  grant delete, insert, select to redflag_refresh

table list_held_version
  grant select, update (cleared_at, cleared_by) to redflag_api
  grant select (list_id, failures, cleared_at) to redflag_notify
  grant insert, select, update (cleared_at, cleared_by) to redflag_refresh

table list_proposal
  grant insert, select to redflag_api
  grant select to redflag_refresh

table list_proposal_part
  grant insert, select to redflag_api

table list_release
  grant insert, select, update (seq) to redflag_api
  grant select to redflag_notify

table list_source
  grant select to redflag_api
  grant select (list_id, every_seconds, next_attempt_at, succeeded_at, failure_count) to redflag_notify
  grant select, update (next_attempt_at, attempted_at, succeeded_at, validators, body_sha256, failure_count, failed_at, failure_code, failure) to redflag_refresh

table list_version
  grant insert, select to redflag_api
  grant select to redflag_ingest
  grant insert, select, update (account) to redflag_refresh
  grant select to redflag_screen

table lookback
  grant select to redflag_api
  grant select to redflag_ingest
  grant select (chain_id, created_at, finished_at, begun_at) to redflag_notify
  grant delete, insert, select, update to redflag_screen

table migration
  grant select to redflag_api
  grant select to redflag_ingest
  grant select to redflag_notify
  grant select to redflag_refresh
  grant select to redflag_screen

table oidc_flow
  grant delete, insert, select, update to redflag_api

table operator_notice
  grant delete, insert, select to redflag_notify

table operator_notice_delivery
  grant delete, insert, select, update (state, attempt_count, next_at, claimed_until, problem, settled_at) to redflag_notify

table private_watch
  grant insert, select, update (ended_at) to redflag_api
  grant select (id, owner, family, address, first_seq, ended_seq) to redflag_screen

table profile
  grant select to redflag_api
  grant delete, insert, select, update to redflag_screen

table proof_wanted
  grant select to redflag_api
  grant delete, select, update (tries, try_after, problem) to redflag_ingest

table rate
  grant select to redflag_api
  grant select to redflag_ingest
  grant select to redflag_screen

table rate_list
  grant select to redflag_api
  grant select to redflag_ingest
  grant select to redflag_screen

table rate_list_version
  grant select to redflag_api
  grant select to redflag_ingest
  grant select to redflag_screen

table refused_log
  grant select to redflag_api
  grant delete, insert, select to redflag_ingest
  grant select to redflag_screen

table released_event
  policy notify for all to redflag_notify using (true)
  policy own for select to redflag_exchange using ((subscriber_id = (NULLIF(current_setting('redflag.subscriber'::text, true), ''::text))::uuid))
  policy owner for all to postgres using (true)
  policy staff for all to redflag_api using (true)
  row security, forced
  grant insert, select to redflag_api
  grant select to redflag_exchange
  grant insert, select to redflag_notify

table repair
  grant insert (id, chain_id, from_block, to_block, reason, asked_by), select, update (finished_at, outcome) to redflag_api
  grant select, update (begun_at, worked_until, step, step_blocks, finished_at, outcome, report, problem) to redflag_ingest
  grant select (chain_id, asked_at, worked_until, finished_at) to redflag_notify

table report
  grant insert, select, update (kind, profile, status, choices, version, event_count, xml, xml_sha256, profile_sha256, ready_by, ready_by_name, ready_at, filed_by, filed_by_name, filed_at, fiu_reference) to redflag_api

table report_alert
  grant delete, insert, select, update (revision) to redflag_api

table report_answer
  grant insert, select to redflag_api

table report_counter
  grant insert, select, update to redflag_api

table report_event
  grant insert, select to redflag_api

table review_policy
  grant insert, select to redflag_api
  grant select to redflag_screen

table rewind
  grant select to redflag_api
  grant insert, select to redflag_ingest
  grant select to redflag_screen

table saved_view
  grant delete, insert, select, update (name, query, is_shared, version, changed_at) to redflag_api

table screening_gap
  grant select to redflag_api
  grant select to redflag_ingest
  grant select (chain_id) to redflag_notify
  grant delete, insert, select to redflag_screen

table session
  grant delete, insert, select, update to redflag_api

table set_address
  policy notify for all to redflag_notify using (true)
  policy own for all to redflag_exchange using ((EXISTS ( SELECT
   FROM address_set
  WHERE ((address_set.id = set_address.set_id) AND (address_set.subscriber_id = (NULLIF(current_setting('redflag.subscriber'::text, true), ''::text))::uuid)))))
  policy owner for all to postgres using (true)
  policy staff for all to redflag_api using (true)
  row security, forced
  grant delete, insert, select to redflag_exchange
  grant select to redflag_notify

table shadow_block
  grant select to redflag_api
  grant delete, insert, select to redflag_screen

table shadow_finding
  grant select to redflag_api
  grant delete, insert, select to redflag_screen

table shared_deposit
  grant select to redflag_exchange

table shared_entry
  grant delete, insert, select to redflag_api
  grant select to redflag_exchange
  grant select (list_id, address) to redflag_notify
  grant delete, insert, select to redflag_refresh

table shared_exposure
  grant select to redflag_exchange

table shared_version
  grant insert, select, update (ended_at) to redflag_api
  grant select (list_id, seq, entry_count, created_at, ended_at) to redflag_exchange
  grant select (list_id, seq, created_at) to redflag_notify
  grant insert, select, update (ended_at) to redflag_refresh
  grant select (list_id, seq, list_seq) to redflag_screen

table subscriber
  policy notify for all to redflag_notify using (true)
  policy own for select to redflag_exchange using ((id = (NULLIF(current_setting('redflag.subscriber'::text, true), ''::text))::uuid))
  policy own_sandbox for select to redflag_exchange using ((sandbox_of = (NULLIF(current_setting('redflag.subscriber'::text, true), ''::text))::uuid))
  policy owner for all to postgres using (true)
  policy staff for all to redflag_api using (true)
  row security, forced
  grant delete, insert, select, update to redflag_api
  grant select to redflag_exchange
  grant select to redflag_notify

table subscription
  policy notify for all to redflag_notify using (true)
  policy own for all to redflag_exchange using ((subscriber_id = (NULLIF(current_setting('redflag.subscriber'::text, true), ''::text))::uuid))
  policy owner for all to postgres using (true)
  policy staff for all to redflag_api using (true)
  row security, forced
  grant select to redflag_api
  grant insert (id, subscriber_id, name, url, filter, is_ordered, state, created_at), select, update (name, url, filter, is_ordered, state, state_cause, failing_since, version, deleted_at) to redflag_exchange
  grant select, update (state, state_cause, failing_since) to redflag_notify

table subscription_secret
  policy notify for all to redflag_notify using (true)
  policy own for all to redflag_exchange using ((EXISTS ( SELECT
   FROM subscription
  WHERE ((subscription.id = subscription_secret.subscription_id) AND (subscription.subscriber_id = (NULLIF(current_setting('redflag.subscriber'::text, true), ''::text))::uuid)))))
  policy owner for all to postgres using (true)
  policy staff for all to redflag_api using (true)
  row security, forced
  grant select (subscription_id, seq, created_at, ends_at) to redflag_api
  grant delete, insert, select (subscription_id, seq, created_at, ends_at), update (ends_at) to redflag_exchange
  grant select to redflag_notify

table succeeds
  grant select to redflag_api
  grant insert, select to redflag_screen

table tip
  grant select to redflag_api
  grant insert, select, update to redflag_ingest
  grant select to redflag_notify
  grant select to redflag_screen

table told_alert
  grant insert, select, update to redflag_screen

table told_pending
  grant delete, select to redflag_api
  grant delete, select to redflag_notify
  grant insert to redflag_screen

table transfer
  grant select to redflag_api
  grant delete, insert, select to redflag_ingest
  grant select to redflag_screen

table watch_alert
  grant select to redflag_api
  grant insert, select, update to redflag_screen

table watch_clock
  grant select to redflag_screen

table watch_epoch
  grant select to redflag_api
  grant insert, select to redflag_screen

table watch_past
  grant select to redflag_api
  grant insert, select to redflag_screen

table withheld
  grant select to redflag_api
  grant select to redflag_ingest
  grant delete, insert, select, update to redflag_screen

function append_audit(text[]) returns bigint security definer
  grant execute to redflag_api
  grant execute to redflag_exchange
  grant execute to redflag_refresh
function audit_columns(text) returns TABLE(at timestamp with time zone, actor_kind text, actor_id text, actor_name text, action text, outcome text, subject text)
  grant execute to public
function count_watch_change() returns trigger security definer
function drop_partition(bigint,bigint) returns void security definer
  grant execute to redflag_screen
function drop_scratch() returns void security definer
  grant execute to redflag_screen
function due_hours(text) returns integer
  grant execute to redflag_api
function follow_freeze() returns trigger security definer
function follow_new_evidence() returns trigger security definer
function grant_access() returns void
function hold_setting_to_four_eyes() returns trigger
function index_partition(text,text,bigint,bigint) returns void security definer
  grant execute to redflag_ingest
function keep_filed_alerts() returns trigger security definer
function keep_reported_alerts() returns trigger
function make_partition(text,bigint,bigint,bigint) returns boolean security definer
  grant execute to redflag_ingest
function make_scratch() returns void security definer
  grant execute to redflag_screen
function notify_told() returns trigger
function person_behind(text) returns text
  grant execute to redflag_api
function place_events(integer) returns integer security definer
  grant execute to redflag_api
function queue_event() returns trigger security definer
function refuse_action_change() returns trigger
function refuse_audit_change() returns trigger
  grant execute to public
function refuse_case_change() returns trigger
function refuse_filed_withdrawal() returns trigger security definer
function refuse_list_change() returns trigger
function refuse_removal_under_hold() returns trigger
function refuse_report_change() returns trigger
function review_of(alert) returns jsonb
  grant execute to redflag_api
function set_action_person() returns trigger
function set_alert_due() returns trigger
function set_backtest_person() returns trigger
function set_decision_persons() returns trigger
function set_hold_persons() returns trigger
function set_proposal_person() returns trigger
function set_report_persons() returns trigger
function subscription_begin() returns trigger
function want_proofs(evidence[]) returns void security definer
function want_proofs_of_final() returns trigger security definer
