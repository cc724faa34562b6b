table access_review
  id uuid not null
  started_at timestamp(3) with time zone not null
  started_by text not null
  started_by_name text not null
  finished_at timestamp(3) with time zone
  finished_by text
  finished_by_name text
  constraint access_review_check CHECK ((((finished_at IS NULL) = (finished_by IS NULL)) AND ((finished_at IS NULL) = (finished_by_name IS NULL))))
  constraint access_review_pkey PRIMARY KEY (id)
  CREATE INDEX access_review_newest ON public.access_review USING btree (started_at DESC, id DESC)
  CREATE UNIQUE INDEX access_review_open ON public.access_review USING btree ((true)) WHERE (finished_at IS NULL)

table access_review_decision
  seq bigint not null generated always as identity
  review_id uuid not null
  subject_id uuid not null
  verdict text not null
  reason text not null
  at timestamp(3) with time zone not null
  by text not null
  by_name text not null
  is_own boolean not null
  constraint access_review_decision_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
  constraint access_review_decision_verdict_check CHECK ((verdict = ANY (ARRAY['keep'::text, 'change'::text, 'end'::text])))
  constraint access_review_decision_review_id_subject_id_fkey FOREIGN KEY (review_id, subject_id) REFERENCES access_review_subject(review_id, subject_id)
  constraint access_review_decision_pkey PRIMARY KEY (seq)
  CREATE INDEX access_review_decision_of ON public.access_review_decision USING btree (review_id, subject_id, seq DESC)

table access_review_subject
  review_id uuid not null
  ordinal integer not null
  kind text not null
  subject_id uuid not null
  name text not null
  label text not null
  roles text[] not null
  scopes text[] not null
  subscriber text
  created_at timestamp(3) with time zone not null
  last_used_at timestamp(3) with time zone
  expires_at timestamp(3) with time zone
  marks text[] not null
  constraint access_review_subject_kind_check CHECK ((kind = ANY (ARRAY['user'::text, 'key'::text])))
  constraint access_review_subject_ordinal_check CHECK ((ordinal > 0))
  constraint access_review_subject_review_id_fkey FOREIGN KEY (review_id) REFERENCES access_review(id)
  constraint access_review_subject_pkey PRIMARY KEY (review_id, ordinal)
  constraint access_review_subject_review_id_subject_id_key UNIQUE (review_id, subject_id)

table address_set
  id uuid not null
  subscriber_id uuid not null
  name text not null
  address_count integer not null default 0
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  changed_at timestamp with time zone not null default now()
  constraint address_set_address_count_check CHECK (((address_count >= 0) AND (address_count <= 1000000)))
  constraint address_set_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint address_set_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscriber(id)
  constraint address_set_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX address_set_name ON public.address_set USING btree (subscriber_id, lower(name))

table alert
  id bytea not null
  chain_id bigint not null
  heuristic text not null
  heuristic_version integer not null
  subject bytea not null
  severity text not null
  exposure text not null
  score integer not null
  revision bytea not null
  evidence_count integer not null
  first_block bigint not null
  last_block bigint not null
  first_time timestamp with time zone not null
  last_time timestamp with time zone not null
  state text not null
  state_seq integer not null
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  group_id bytea
  rank integer
  group_rank integer
  group_size integer
  review text not null default 'open'::text
  assignee uuid
  disposition text
  due_at timestamp(3) with time zone not null
  snoozed_until timestamp(3) with time zone
  closed_revision bytea
  follow_up_since timestamp(3) with time zone
  review_seq integer not null default 0
  worth jsonb
  worth_usd_micros numeric not null default '-1'::integer
  constraint alert_check CHECK (((group_id IS NULL) = (rank IS NULL)))
  constraint alert_check1 CHECK (((group_rank IS NULL) = (group_size IS NULL)))
  constraint alert_check2 CHECK (((group_rank IS NULL) OR (group_id = id)))
  constraint alert_check3 CHECK (((review = 'closed'::text) = (disposition IS NOT NULL)))
  constraint alert_check4 CHECK (((review = 'closed'::text) = (closed_revision IS NOT NULL)))
  constraint alert_check5 CHECK (((review = 'snoozed'::text) = (snoozed_until IS NOT NULL)))
  constraint alert_check6 CHECK (((review <> 'assigned'::text) OR (assignee IS NOT NULL)))
  constraint alert_check7 CHECK (((review <> 'open'::text) OR (assignee IS NULL)))
  constraint alert_check8 CHECK (((follow_up_since IS NULL) OR (review = 'closed'::text)))
  constraint alert_check9 CHECK (((worth IS NOT NULL) OR (worth_usd_micros = ('-1'::integer)::numeric)))
  constraint alert_disposition_check CHECK ((disposition = ANY (ARRAY['true_positive'::text, 'false_positive'::text, 'legitimate_service'::text, 'humanitarian'::text, 'junction_no_adverse_finding'::text, 'inconclusive'::text])))
  constraint alert_review_check CHECK ((review = ANY (ARRAY['open'::text, 'assigned'::text, 'escalated'::text, 'snoozed'::text, 'closed'::text])))
  constraint alert_state_check CHECK ((state = ANY (ARRAY['provisional'::text, 'final'::text, 'withdrawn'::text])))
  constraint alert_assignee_fkey FOREIGN KEY (assignee) REFERENCES app_user(id)
  constraint alert_pkey PRIMARY KEY (id)
  CREATE INDEX alert_about ON public.alert USING btree (subject, last_time, id)
  CREATE INDEX alert_assignee ON public.alert USING btree (assignee) WHERE (assignee IS NOT NULL)
  CREATE INDEX alert_chain_ranking ON public.alert USING btree (chain_id, group_rank DESC, id) WHERE (group_rank IS NOT NULL)
  CREATE INDEX alert_created ON public.alert USING btree (created_at, id)
  CREATE INDEX alert_follow_up ON public.alert USING btree (id) WHERE (follow_up_since IS NOT NULL)
  CREATE INDEX alert_found ON public.alert USING btree (heuristic, heuristic_version, disposition) WHERE (state <> 'withdrawn'::text)
  CREATE INDEX alert_group ON public.alert USING btree (group_id, rank DESC, id) WHERE (group_id IS NOT NULL)
  CREATE INDEX alert_newest ON public.alert USING btree (last_time, id)
  CREATE INDEX alert_open_assignee ON public.alert USING btree (assignee) WHERE ((assignee IS NOT NULL) AND (review <> 'closed'::text))
  CREATE INDEX alert_open_count ON public.alert USING btree (chain_id, heuristic, severity, review) INCLUDE (assignee, snoozed_until) WHERE ((state <> 'withdrawn'::text) AND (review <> 'closed'::text))
  CREATE INDEX alert_open_created ON public.alert USING btree (created_at, id) WHERE (review <> 'closed'::text)
  CREATE INDEX alert_open_due ON public.alert USING btree (due_at, id) WHERE (review <> 'closed'::text)
  CREATE INDEX alert_open_newest ON public.alert USING btree (last_time, id) WHERE (review <> 'closed'::text)
  CREATE INDEX alert_open_rank ON public.alert USING btree (severity, rank, id) WHERE ((rank IS NOT NULL) AND (review <> 'closed'::text))
  CREATE INDEX alert_open_severity ON public.alert USING btree ((((
CASE severity
    WHEN 'SEVERE'::text THEN 3
    WHEN 'HIGH'::text THEN 2
    WHEN 'MEDIUM'::text THEN 1
    ELSE 0
END * '1000000000000'::bigint) + (EXTRACT(epoch FROM (last_time AT TIME ZONE 'UTC'::text)))::bigint)), id) WHERE ((state <> 'withdrawn'::text) AND (review <> 'closed'::text))
  CREATE INDEX alert_open_worth ON public.alert USING btree (worth_usd_micros, id) WHERE ((state <> 'withdrawn'::text) AND (review <> 'closed'::text))
  CREATE INDEX alert_rank ON public.alert USING btree (severity, rank, id) WHERE (rank IS NOT NULL)
  CREATE INDEX alert_ranking ON public.alert USING btree (group_rank DESC, id) WHERE (group_rank IS NOT NULL)
  CREATE INDEX alert_severity ON public.alert USING btree ((((
CASE severity
    WHEN 'SEVERE'::text THEN 3
    WHEN 'HIGH'::text THEN 2
    WHEN 'MEDIUM'::text THEN 1
    ELSE 0
END * '1000000000000'::bigint) + (EXTRACT(epoch FROM (last_time AT TIME ZONE 'UTC'::text)))::bigint)), id) WHERE (state <> 'withdrawn'::text)
  CREATE INDEX alert_subject ON public.alert USING btree (chain_id, heuristic, subject, last_block)
  CREATE INDEX alert_unplaced ON public.alert USING btree (chain_id) WHERE ((worth IS NULL) AND (state <> 'withdrawn'::text))
  CREATE INDEX alert_worth ON public.alert USING btree (worth_usd_micros, id) WHERE (state <> 'withdrawn'::text)

table alert_action
  alert_id bytea not null
  seq integer not null
  kind text not null
  actor text not null
  actor_name text not null
  actor_person text not null
  text text
  before jsonb not null
  after jsonb not null
  revision bytea not null
  evidence_count integer not null
  batch_id uuid
  undoes integer
  created_at timestamp(3) with time zone not null default clock_timestamp()
  constraint alert_action_actor_check CHECK (((actor ~ '^(user|key):[0-9a-f-]{36}$'::text) OR (actor = ANY (ARRAY['system'::text, 'policy'::text]))))
  constraint alert_action_check CHECK (((kind = 'undo'::text) = (undoes IS NOT NULL)))
  constraint alert_action_kind_check CHECK ((kind = ANY (ARRAY['claim'::text, 'assign'::text, 'release'::text, 'comment'::text, 'snooze'::text, 'wake'::text, 'escalate'::text, 'close'::text, 'confirm'::text, 'reopen'::text, 'overrule'::text, 'answer'::text, 'undo'::text, 'follow_up'::text])))
  constraint alert_action_seq_check CHECK ((seq > 0))
  constraint alert_action_text_check CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
  constraint alert_action_pkey PRIMARY KEY (alert_id, seq)
  CREATE INDEX alert_action_batch ON public.alert_action USING btree (batch_id, alert_id) WHERE (batch_id IS NOT NULL)

table alert_annotation
  alert_id bytea not null
  seq integer not null
  kind text not null
  generation integer not null
  detail jsonb not null
  created_at timestamp(3) with time zone not null default clock_timestamp()
  constraint alert_annotation_alert_id_check CHECK ((length(alert_id) = 32))
  constraint alert_annotation_kind_check CHECK ((kind = ANY (ARRAY['not_found_again'::text, 'differs'::text, 'found_again'::text])))
  constraint alert_annotation_seq_check CHECK ((seq > 0))
  constraint alert_annotation_pkey PRIMARY KEY (alert_id, seq)

table alert_disposition
  alert_id bytea not null
  seq integer not null
  disposition text not null
  reason text not null
  author text not null
  created_at timestamp with time zone not null default now()
  constraint alert_disposition_disposition_check CHECK ((disposition = ANY (ARRAY['true_positive'::text, 'false_positive'::text, 'legitimate_service'::text, 'humanitarian'::text, 'junction_no_adverse_finding'::text, 'inconclusive'::text])))
  constraint alert_disposition_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
  constraint alert_disposition_seq_check CHECK ((seq > 0))
  constraint alert_disposition_pkey PRIMARY KEY (alert_id, seq)

table api_key
  id uuid not null
  name text not null
  prefix text not null
  secret_hash bytea not null
  role text not null
  scopes text[] not null
  subscriber_id uuid
  created_by text not null
  created_at timestamp(3) with time zone not null default now()
  expires_at timestamp with time zone not null
  revoked_at timestamp with time zone
  last_used_at timestamp with time zone
  version integer not null default 1
  constraint api_key_check CHECK (((role = 'exchange'::text) = (subscriber_id IS NOT NULL)))
  constraint api_key_role_check CHECK ((role = ANY (ARRAY['analyst'::text, 'supervisor'::text, 'ops'::text, 'exchange'::text, 'admin'::text])))
  constraint api_key_scopes_check CHECK ((cardinality(scopes) > 0))
  constraint api_key_secret_hash_check CHECK ((length(secret_hash) = 32))
  constraint api_key_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscriber(id)
  constraint api_key_pkey PRIMARY KEY (id)
  constraint api_key_secret_hash_key UNIQUE (secret_hash)
  CREATE INDEX api_key_created ON public.api_key USING btree (created_at, id)
  CREATE INDEX api_key_subscriber ON public.api_key USING btree (subscriber_id, created_at, id)

table app_user
  id uuid not null
  email text not null
  name text not null
  roles text[] not null
  subscriber_id uuid
  password_hash text
  oidc_issuer text
  oidc_subject text
  failed_count integer not null default 0
  locked_until timestamp with time zone
  disabled_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  version integer not null default 1
  constraint app_user_check CHECK ((('exchange'::text = ANY (roles)) = (subscriber_id IS NOT NULL)))
  constraint app_user_check1 CHECK (((password_hash IS NULL) = (oidc_subject IS NOT NULL)))
  constraint app_user_check2 CHECK (((oidc_issuer IS NULL) = (oidc_subject IS NULL)))
  constraint app_user_email_check CHECK ((email = lower(email)))
  constraint app_user_roles_check CHECK (((roles <@ ARRAY['analyst'::text, 'supervisor'::text, 'ops'::text, 'exchange'::text, 'admin'::text]) AND (cardinality(roles) > 0) AND ((NOT ('exchange'::text = ANY (roles))) OR (cardinality(roles) = 1))))
  constraint app_user_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscriber(id)
  constraint app_user_pkey PRIMARY KEY (id)
  constraint app_user_email_key UNIQUE (email)
  constraint app_user_oidc_issuer_oidc_subject_key UNIQUE (oidc_issuer, oidc_subject)

table audit_chain
  id uuid not null default gen_random_uuid()
  one boolean not null default true
  constraint audit_chain_one_check CHECK (one)
  constraint audit_chain_pkey PRIMARY KEY (id)
  constraint audit_chain_one_key UNIQUE (one)

table audit_checkpoint
  seq bigint not null
  hash bytea not null
  at timestamp with time zone not null
  key_id bytea not null
  signature bytea not null
  left_at timestamp with time zone
  constraint audit_checkpoint_hash_check CHECK ((length(hash) = 32))
  constraint audit_checkpoint_key_id_check CHECK ((length(key_id) = 32))
  constraint audit_checkpoint_seq_check CHECK ((seq > 0))
  constraint audit_checkpoint_signature_check CHECK ((length(signature) = 64))
  constraint audit_checkpoint_pkey PRIMARY KEY (seq, key_id)
  CREATE INDEX audit_checkpoint_waiting ON public.audit_checkpoint USING btree (seq, key_id) WHERE (left_at IS NULL)

table audit_entry
  seq bigint not null
  hash bytea not null
  previous_hash bytea not null
  content text not null
  at timestamp with time zone not null
  actor_kind text not null
  actor_id text not null
  actor_name text not null
  action text not null
  outcome text not null
  subject text
  constraint audit_entry_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'key'::text, 'system'::text, 'anonymous'::text])))
  constraint audit_entry_hash_check CHECK ((length(hash) = 32))
  constraint audit_entry_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text])))
  constraint audit_entry_previous_hash_check CHECK ((length(previous_hash) = 32))
  constraint audit_entry_seq_check CHECK ((seq > 0))
  constraint audit_entry_pkey PRIMARY KEY (seq)
  CREATE INDEX audit_entry_action ON public.audit_entry USING btree (action, at, seq)
  CREATE INDEX audit_entry_actor_id ON public.audit_entry USING btree (actor_id, at, seq)
  CREATE INDEX audit_entry_actor_name ON public.audit_entry USING btree (actor_name, at, seq)
  CREATE INDEX audit_entry_at ON public.audit_entry USING btree (at, seq)
  CREATE INDEX audit_entry_subject ON public.audit_entry USING btree (subject, at, seq) WHERE (subject IS NOT NULL)

table backfill
  chain_id bigint not null
  from_block bigint not null
  to_block bigint not null
  created_at timestamp with time zone not null default now()
  finished_at timestamp with time zone
  id uuid not null default gen_random_uuid()
  reason text
  asked_by text
  is_cancelled boolean not null default false
  constraint backfill_check CHECK ((to_block >= from_block))
  constraint backfill_check1 CHECK (((finished_at IS NOT NULL) OR (NOT is_cancelled)))
  constraint backfill_pkey PRIMARY KEY (chain_id, from_block, to_block)
  constraint backfill_id_key UNIQUE (id)

table backtest
  id uuid not null
  heuristic text not null
  heuristic_version integer not null
  chain_id bigint not null
  from_block bigint not null
  to_block bigint not null
  params jsonb not null
  changed jsonb not null
  reason text not null
  author text not null
  author_name text not null
  author_person text not null
  created_at timestamp(3) with time zone not null default clock_timestamp()
  state text not null default 'queued'::text
  attempt_count integer not null default 0
  claimed_until timestamp with time zone
  started_at timestamp(3) with time zone
  done_blocks bigint
  total_blocks bigint
  ended_at timestamp(3) with time zone
  result jsonb
  failure_code text
  failure text
  cancelled_by text
  cancelled_by_name text
  constraint backtest_author_check CHECK ((author ~ '^(user|key):[0-9a-f-]{36}$'::text))
  constraint backtest_changed_check CHECK ((jsonb_typeof(changed) = 'object'::text))
  constraint backtest_check CHECK ((from_block <= to_block))
  constraint backtest_check1 CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (ended_at IS NOT NULL)))
  constraint backtest_check2 CHECK (((state = 'running'::text) = (claimed_until IS NOT NULL)))
  constraint backtest_check3 CHECK (((state = 'done'::text) = (result IS NOT NULL)))
  constraint backtest_check4 CHECK (((state = 'failed'::text) = (failure_code IS NOT NULL)))
  constraint backtest_check5 CHECK (((state = 'failed'::text) = (failure IS NOT NULL)))
  constraint backtest_check6 CHECK (((state = 'cancelled'::text) = (cancelled_by IS NOT NULL)))
  constraint backtest_check7 CHECK (((state = 'cancelled'::text) = (cancelled_by_name IS NOT NULL)))
  constraint backtest_params_check CHECK ((jsonb_typeof(params) = 'object'::text))
  constraint backtest_reason_check CHECK ((reason <> ''::text))
  constraint backtest_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
  constraint backtest_pkey PRIMARY KEY (id)
  CREATE INDEX backtest_created ON public.backtest USING btree (created_at, id)
  CREATE INDEX backtest_heuristic ON public.backtest USING btree (heuristic, created_at, id)
  CREATE INDEX backtest_open ON public.backtest USING btree (created_at, id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]))

table block
  chain_id bigint not null
  number bigint not null
  hash bytea not null
  parent_hash bytea not null
  "time" timestamp with time zone not null
  partition by RANGE (chain_id, number)
  constraint block_hash_check CHECK ((length(hash) = 32))
  constraint block_parent_hash_check CHECK ((length(parent_hash) = 32))
  constraint block_pkey PRIMARY KEY (chain_id, number)

table border_list_version
  list_id text not null
  seq integer not null
  row_count integer not null
  source text not null
  created_at timestamp with time zone not null default now()
  constraint border_list_version_row_count_check CHECK ((row_count >= 0))
  constraint border_list_version_seq_check CHECK ((seq >= 1))
  constraint border_list_version_pkey PRIMARY KEY (list_id, seq)

table border_note
  list_id text not null
  first_seq integer not null
  key text not null
  content jsonb not null
  ended_seq integer
  constraint border_note_check CHECK ((ended_seq > first_seq))
  constraint border_note_list_id_ended_seq_fkey FOREIGN KEY (list_id, ended_seq) REFERENCES border_list_version(list_id, seq)
  constraint border_note_list_id_first_seq_fkey FOREIGN KEY (list_id, first_seq) REFERENCES border_list_version(list_id, seq)
  constraint border_note_pkey PRIMARY KEY (list_id, key, first_seq)
  CREATE UNIQUE INDEX border_note_standing ON public.border_note USING btree (list_id, key) WHERE (ended_seq IS NULL)

table bridge_event
  chain_id bigint not null
  block_number bigint not null
  log_index integer not null
  tx_hash bytea not null
  bridge text not null
  contract bytea not null
  kind text not null
  link_id text
  remote_domain bigint
  account bytea
  remote_account bytea
  token bytea
  amount numeric(78,0)
  partition by RANGE (chain_id, block_number)
  constraint bridge_event_kind_check CHECK ((kind = ANY (ARRAY['sent'::text, 'received'::text, 'message_sent'::text, 'message_received'::text])))
  constraint bridge_event_pkey PRIMARY KEY (chain_id, block_number, log_index)

table case_alert
  case_id uuid not null
  alert_id bytea not null
  added_by text not null
  added_by_name text not null
  added_at timestamp(3) with time zone not null default clock_timestamp()
  removed_at timestamp(3) with time zone
  constraint case_alert_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id)
  constraint case_alert_pkey PRIMARY KEY (case_id, alert_id)
  CREATE INDEX case_alert_alert ON public.case_alert USING btree (alert_id) WHERE (removed_at IS NULL)

table case_attachment
  id uuid not null
  case_id uuid not null
  name text not null
  media_type text not null
  size_bytes integer not null
  sha256 bytea not null
  bytes bytea
  by text not null
  by_name text not null
  created_at timestamp(3) with time zone not null default clock_timestamp()
  removed_at timestamp(3) with time zone
  constraint case_attachment_check CHECK (((bytes IS NULL) = (removed_at IS NOT NULL)))
  constraint case_attachment_check1 CHECK ((length(bytes) = size_bytes))
  constraint case_attachment_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text, 'text/csv'::text, 'text/plain'::text, 'application/json'::text])))
  constraint case_attachment_name_check CHECK ((name <> ''::text))
  constraint case_attachment_sha256_check CHECK ((length(sha256) = 32))
  constraint case_attachment_size_bytes_check CHECK (((size_bytes >= 1) AND (size_bytes <= 10485760)))
  constraint case_attachment_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id)
  constraint case_attachment_pkey PRIMARY KEY (id)
  CREATE INDEX case_attachment_case ON public.case_attachment USING btree (case_id, created_at, id)

table case_counter
  year integer not null
  last integer not null
  constraint case_counter_last_check CHECK ((last > 0))
  constraint case_counter_pkey PRIMARY KEY (year)

table case_event
  case_id uuid not null
  seq integer not null
  kind text not null
  by text not null
  by_name text not null
  at timestamp(3) with time zone not null default clock_timestamp()
  detail jsonb not null
  constraint case_event_seq_check CHECK ((seq > 0))
  constraint case_event_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id)
  constraint case_event_pkey PRIMARY KEY (case_id, seq)
  CREATE INDEX case_event_at ON public.case_event USING btree (case_id, at, seq)

table case_file
  id uuid not null
  number text not null
  title text not null
  basis text not null
  status text not null default 'open'::text
  opened_by text not null
  opened_by_name text not null
  created_at timestamp(3) with time zone not null default clock_timestamp()
  version integer not null default 1
  event_count integer not null default 0
  constraint case_file_basis_check CHECK ((basis = ANY (ARRAY['subject'::text, 'cluster'::text, 'hand'::text])))
  constraint case_file_number_check CHECK ((number ~ '^C-[0-9]{4}-[0-9]{4,}$'::text))
  constraint case_file_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text])))
  constraint case_file_title_check CHECK ((title <> ''::text))
  constraint case_file_pkey PRIMARY KEY (id)
  constraint case_file_number_key UNIQUE (number)
  CREATE INDEX case_file_created ON public.case_file USING btree (created_at, id)

table case_hold
  id uuid not null
  case_id uuid not null
  reason text not null
  set_by text not null
  set_by_name text not null
  set_by_person text not null
  set_at timestamp(3) with time zone not null default clock_timestamp()
  copy bytea not null
  copy_sha256 bytea not null
  lifted_by text
  lifted_by_name text
  lifted_by_person text
  lifted_at timestamp(3) with time zone
  lift_reason text
  constraint case_hold_check CHECK ((num_nulls(lifted_by, lifted_by_name, lifted_by_person, lifted_at, lift_reason) = ANY (ARRAY[0, 5])))
  constraint case_hold_copy_sha256_check CHECK ((length(copy_sha256) = 32))
  constraint case_hold_four_eyes CHECK (((lifted_by <> set_by) AND (lifted_by_person <> set_by_person)))
  constraint case_hold_reason_check CHECK ((reason <> ''::text))
  constraint case_hold_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id)
  constraint case_hold_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX case_hold_standing ON public.case_hold USING btree (case_id) WHERE (lifted_at IS NULL)

table case_member
  case_id uuid not null
  person text not null
  role text not null
  added_at timestamp(3) with time zone not null default clock_timestamp()
  removed_at timestamp(3) with time zone
  constraint case_member_person_check CHECK ((person ~ '^(user|key):[0-9a-f-]{36}$'::text))
  constraint case_member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'editor'::text, 'reader'::text])))
  constraint case_member_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id)
  constraint case_member_pkey PRIMARY KEY (case_id, person)
  CREATE INDEX case_member_person ON public.case_member USING btree (person, case_id) WHERE (removed_at IS NULL)
  CREATE UNIQUE INDEX case_member_owner ON public.case_member USING btree (case_id) WHERE ((role = 'owner'::text) AND (removed_at IS NULL))

table case_note
  id uuid not null
  case_id uuid not null
  text text not null
  replaces uuid
  by text not null
  by_name text not null
  created_at timestamp(3) with time zone not null default clock_timestamp()
  constraint case_note_text_check CHECK ((text <> ''::text))
  constraint case_note_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id)
  constraint case_note_replaces_case_id_fkey FOREIGN KEY (replaces, case_id) REFERENCES case_note(id, case_id)
  constraint case_note_pkey PRIMARY KEY (id)
  constraint case_note_id_case_id_key UNIQUE (id, case_id)
  constraint case_note_replaces_key UNIQUE (replaces)
  CREATE INDEX case_note_case ON public.case_note USING btree (case_id, created_at, id)

table case_subject
  case_id uuid not null
  chain_id bigint not null
  address bytea not null
  constraint case_subject_address_check CHECK ((length(address) = 20))
  constraint case_subject_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id)
  constraint case_subject_pkey PRIMARY KEY (case_id, chain_id, address)

table condition
  kind text not null
  about text not null
  first_seen_at timestamp with time zone not null
  last_seen_at timestamp with time zone not null
  severity text not null
  figure bigint not null
  told_severity text
  told_figure bigint
  ended_at timestamp with time zone
  constraint condition_about_check CHECK ((length(about) <= 200))
  constraint condition_check CHECK (((told_severity IS NULL) = (told_figure IS NULL)))
  constraint condition_figure_check CHECK ((figure >= 0))
  constraint condition_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 50)))
  constraint condition_severity_check CHECK ((severity = ANY (ARRAY['warning'::text, 'critical'::text])))
  constraint condition_told_severity_check CHECK ((told_severity = ANY (ARRAY['warning'::text, 'critical'::text])))
  constraint condition_pkey PRIMARY KEY (kind, about, first_seen_at)
  CREATE UNIQUE INDEX condition_open ON public.condition USING btree (kind, about) WHERE (ended_at IS NULL)

table condition_look
  is_only boolean not null default true
  looked_at timestamp with time zone not null
  constraint condition_look_is_only_check CHECK (is_only)
  constraint condition_look_pkey PRIMARY KEY (is_only)

table coverage
  chain_id bigint not null
  from_block bigint not null
  to_block bigint not null
  endpoint text not null
  level text not null
  proven_block_count integer not null default 0
  transfer_count integer not null
  refused_count integer not null
  read_at timestamp with time zone not null default now()
  filter bytea
  listed_endpoint text
  listed_digest bytea
  listed_shortfall text
  shortfall text
  partition by RANGE (chain_id, from_block)
  constraint coverage_check CHECK ((to_block >= from_block))
  constraint coverage_check1 CHECK (((listed_endpoint IS NULL) OR (listed_digest IS NOT NULL)))
  constraint coverage_filter_check CHECK ((length(filter) = 32))
  constraint coverage_level_check CHECK ((level = ANY (ARRAY['unproven'::text, 'bloom'::text, 'peers'::text, 'self_consistent'::text, 'proven'::text])))
  constraint coverage_listed_digest_check CHECK ((length(listed_digest) = 32))
  constraint coverage_pkey PRIMARY KEY (chain_id, from_block)

table cut
  chain_id bigint not null
  block bigint not null
  block_time timestamp with time zone not null
  start_time timestamp with time zone
  cut_at timestamp with time zone not null default now()
  constraint cut_pkey PRIMARY KEY (chain_id)

table cut_graph_state
  chain_id bigint not null
  part text not null
  state bytea not null
  constraint cut_graph_state_pkey PRIMARY KEY (chain_id, part)

table cut_profile
  chain_id bigint not null
  address bytea not null
  state bytea not null
  exposure bytea
  shared_exposure bytea
  pairs bytea
  constraint cut_profile_pkey PRIMARY KEY (chain_id, address)

table delivery
  subscription_id uuid not null
  event_id bytea not null
  "position" bigint not null
  subject text
  is_held boolean not null default false
  state text not null
  attempt_count integer not null default 0
  retry_count integer not null default 0
  next_at timestamp with time zone not null default now()
  claimed_until timestamp with time zone
  created_at timestamp with time zone not null default now()
  settled_at timestamp with time zone
  constraint delivery_check CHECK (((NOT is_held) OR ((state = 'waiting'::text) AND (subject IS NOT NULL))))
  constraint delivery_event_id_check CHECK ((length(event_id) = 32))
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'dead'::text])))
  constraint delivery_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscription(id)
  constraint delivery_pkey PRIMARY KEY (subscription_id, event_id)
  CREATE INDEX delivery_dead ON public.delivery USING btree (settled_at) WHERE (state = 'dead'::text)
  CREATE INDEX delivery_due ON public.delivery USING btree (subscription_id, next_at) WHERE ((state = 'waiting'::text) AND (NOT is_held))
  CREATE INDEX delivery_log ON public.delivery USING btree (subscription_id, "position")
  CREATE INDEX delivery_settled ON public.delivery USING btree (settled_at) WHERE (settled_at IS NOT NULL)
  CREATE INDEX delivery_subject ON public.delivery USING btree (subscription_id, subject, "position") WHERE ((state = 'waiting'::text) AND (subject IS NOT NULL))
  CREATE INDEX delivery_wake ON public.delivery USING btree (next_at) WHERE (state = 'waiting'::text)

table delivery_attempt
  subscription_id uuid not null
  event_id bytea not null
  number integer not null
  began_at timestamp with time zone not null
  latency_ms integer not null
  outcome text not null
  failure text
  detail text
  status integer
  request jsonb not null
  response jsonb
  constraint delivery_attempt_number_check CHECK ((number >= 1))
  constraint delivery_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'gone'::text, 'failed'::text])))
  constraint delivery_attempt_subscription_id_event_id_fkey FOREIGN KEY (subscription_id, event_id) REFERENCES delivery(subscription_id, event_id)
  constraint delivery_attempt_pkey PRIMARY KEY (subscription_id, event_id, number)

table disagreement
  chain_id bigint not null
  endpoint text not null
  block_number bigint not null
  kind text not null
  detail jsonb not null
  created_at timestamp with time zone not null default now()
  constraint disagreement_pkey PRIMARY KEY (chain_id, endpoint, block_number, kind)
  CREATE INDEX disagreement_block ON public.disagreement USING btree (chain_id, block_number)
  CREATE INDEX disagreement_created ON public.disagreement USING btree (chain_id, created_at)

table endpoint_state
  chain_id bigint not null
  process_id uuid not null
  ordinal integer not null
  host text not null
  score double precision not null
  latency_ms integer
  rests_until timestamp with time zone
  is_barred boolean not null
  problem text
  requests_per_second_max double precision
  log_blocks_max bigint
  head bigint
  answers jsonb not null
  constraint endpoint_state_host_check CHECK ((host !~ '[/@?]'::text))
  constraint endpoint_state_ordinal_check CHECK ((ordinal >= 1))
  constraint endpoint_state_score_check CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision)))
  constraint endpoint_state_chain_id_process_id_fkey FOREIGN KEY (chain_id, process_id) REFERENCES ingest_state(chain_id, process_id) ON DELETE CASCADE
  constraint endpoint_state_pkey PRIMARY KEY (chain_id, process_id, ordinal)

table enrichment_list_version
  list_id text not null
  seq integer not null
  row_count integer not null
  source text not null
  created_at timestamp with time zone not null default now()
  constraint enrichment_list_version_row_count_check CHECK ((row_count >= 0))
  constraint enrichment_list_version_seq_check CHECK ((seq >= 1))
  constraint enrichment_list_version_pkey PRIMARY KEY (list_id, seq)

table enrichment_row
  list_id text not null
  first_seq integer not null
  key text not null
  content jsonb not null
  ended_seq integer
  constraint enrichment_row_check CHECK ((ended_seq > first_seq))
  constraint enrichment_row_list_id_ended_seq_fkey FOREIGN KEY (list_id, ended_seq) REFERENCES enrichment_list_version(list_id, seq)
  constraint enrichment_row_list_id_first_seq_fkey FOREIGN KEY (list_id, first_seq) REFERENCES enrichment_list_version(list_id, seq)
  constraint enrichment_row_pkey PRIMARY KEY (list_id, key, first_seq)
  CREATE UNIQUE INDEX enrichment_row_standing ON public.enrichment_row USING btree (list_id, key) WHERE (ended_seq IS NULL)

table epoch
  chain_id bigint not null
  seq integer not null
  from_block bigint not null
  inputs jsonb not null
  created_at timestamp with time zone not null default now()
  generation integer not null
  constraint epoch_pkey PRIMARY KEY (chain_id, seq)

table event
  id bytea not null
  "position" bigint not null generated always as identity
  alert_id bytea not null
  kind text not null
  revision bytea not null
  state_seq integer not null
  payload jsonb not null
  created_at timestamp with time zone not null default now()
  constraint event_kind_check CHECK ((kind = ANY (ARRAY['created'::text, 'updated'::text, 'final'::text, 'withdrawn'::text])))
  constraint event_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alert(id)
  constraint event_pkey PRIMARY KEY (id)
  CREATE INDEX event_alert ON public.event USING btree (alert_id, "position")
  CREATE INDEX event_position ON public.event USING btree ("position")

table evidence
  alert_id bytea not null
  ordinal integer not null
  chain_id bigint not null
  block_number bigint not null
  block_hash bytea not null
  block_time timestamp with time zone not null
  log_index integer not null
  tx_hash bytea not null
  tx_ordinal integer not null
  token bytea not null
  sender bytea not null
  recipient bytea not null
  amount numeric(78,0) not null
  heuristic_version integer not null
  severity text not null
  exposure text not null
  score integer not null
  reasons jsonb not null
  revision bytea not null
  is_final boolean not null default false
  supporting jsonb not null default '[]'::jsonb
  payments bigint[] not null default '{}'::bigint[]
  constraint evidence_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alert(id)
  constraint evidence_pkey PRIMARY KEY (alert_id, ordinal)
  CREATE INDEX evidence_block ON public.evidence USING btree (chain_id, block_number)
  CREATE INDEX evidence_listing ON public.evidence USING gin (reasons jsonb_path_ops) WHERE ((ordinal = 0) AND (reasons @? '$[*]."entry"'::jsonpath))
  CREATE INDEX evidence_payments ON public.evidence USING gin (payments) WITH (fastupdate=off)
  CREATE INDEX evidence_provisional ON public.evidence USING btree (chain_id, block_number) WHERE (NOT is_final)
  CREATE INDEX evidence_transaction ON public.evidence USING btree (tx_hash)

table fan_out
  subscriber_id uuid not null
  "position" bigint not null
  constraint fan_out_position_check CHECK (("position" >= 0))
  constraint fan_out_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscriber(id)
  constraint fan_out_pkey PRIMARY KEY (subscriber_id)

table feed
  "position" bigint not null
  kind text not null
  event_id bytea not null
  placed_at timestamp(3) with time zone not null default now()
  constraint feed_event_id_check CHECK ((length(event_id) = 32))
  constraint feed_kind_check CHECK ((kind = 'alert'::text))
  constraint feed_position_check CHECK (("position" > 0))
  constraint feed_pkey PRIMARY KEY ("position")
  constraint feed_event_id_key UNIQUE (event_id)

table feed_pending
  seq bigint not null generated always as identity
  kind text not null
  event_id bytea not null
  created_at timestamp with time zone not null default now()
  constraint feed_pending_event_id_check CHECK ((length(event_id) = 32))
  constraint feed_pending_kind_check CHECK ((kind = 'alert'::text))
  constraint feed_pending_pkey PRIMARY KEY (seq)

table filed_alert
  alert_id bytea not null
  report_id uuid not null
  revision bytea not null
  filed_at timestamp(3) with time zone not null
  constraint filed_alert_alert_id_check CHECK ((length(alert_id) = 32))
  constraint filed_alert_revision_check CHECK ((length(revision) = 32))
  constraint filed_alert_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint filed_alert_pkey PRIMARY KEY (alert_id, report_id)

table freeze_event
  chain_id bigint not null
  block_number bigint not null
  log_index integer not null
  ordinal integer not null
  tx_hash bytea not null
  token bytea not null
  kind text not null
  account bytea not null
  block_time timestamp with time zone not null
  constraint freeze_event_kind_check CHECK ((kind = ANY (ARRAY['freeze'::text, 'unfreeze'::text])))
  constraint freeze_event_pkey PRIMARY KEY (chain_id, block_number, log_index, ordinal)
  CREATE INDEX freeze_event_account ON public.freeze_event USING btree (account)

table graph_state
  chain_id bigint not null
  part text not null
  state bytea not null
  constraint graph_state_pkey PRIMARY KEY (chain_id, part)

table heuristic_setting
  heuristic text not null
  seq integer not null
  is_enforced boolean not null
  params jsonb not null
  shadow_params jsonb
  author text not null
  reason text not null
  created_at timestamp with time zone not null default now()
  author_by text not null default 'system'::text
  author_person text not null default 'system'::text
  shadow_setting integer
  constraint heuristic_setting_author_by_check CHECK ((author_by ~ '^(system|(user|key):[0-9a-f-]{36})$'::text))
  constraint heuristic_setting_check CHECK (((shadow_params IS NOT NULL) OR (shadow_setting IS NULL)))
  constraint heuristic_setting_params_check CHECK ((jsonb_typeof(params) = 'object'::text))
  constraint heuristic_setting_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
  constraint heuristic_setting_seq_check CHECK ((seq > 0))
  constraint heuristic_setting_shadow_params_check CHECK ((jsonb_typeof(shadow_params) = 'object'::text))
  constraint heuristic_setting_pkey PRIMARY KEY (heuristic, seq)

table hop_lane
  chain_id bigint not null
  block_number bigint not null
  clock bigint not null
  from_clock bigint not null
  generation integer not null
  rewind_seq bigint not null
  fault_count integer not null default 0
  fault_text text
  constraint hop_lane_check CHECK (((fault_count > 0) = (fault_text IS NOT NULL)))
  constraint hop_lane_pkey PRIMARY KEY (chain_id)

table hop_leg
  chain_id bigint not null
  block_number bigint not null
  log_index integer not null
  clock bigint not null
  direction text not null
  bridge text not null
  match_key text not null
  remote_chain text
  holder bytea not null
  payment jsonb not null
  outcome jsonb not null default '{}'::jsonb
  constraint hop_leg_direction_check CHECK ((direction = ANY (ARRAY['departure'::text, 'arrival'::text])))
  constraint hop_leg_pkey PRIMARY KEY (chain_id, block_number, log_index)
  CREATE INDEX hop_leg_clock ON public.hop_leg USING btree (clock, chain_id, block_number, log_index) WHERE (direction = 'arrival'::text)
  CREATE INDEX hop_leg_gap ON public.hop_leg USING btree (chain_id) WHERE (outcome ? 'gap'::text)
  CREATE INDEX hop_leg_holder ON public.hop_leg USING btree (chain_id, holder, clock) WHERE (direction = 'arrival'::text)
  CREATE INDEX hop_leg_key ON public.hop_leg USING btree (match_key, clock) WHERE (direction = 'departure'::text)

table hop_stage
  is_only boolean not null default true
  judged_before bigint not null
  constraint hop_stage_is_only_check CHECK (is_only)
  constraint hop_stage_pkey PRIMARY KEY (is_only)

table idempotent_answer
  caller text not null
  key text not null
  request_hash bytea not null
  status integer not null
  body jsonb
  created_at timestamp with time zone not null default now()
  constraint idempotent_answer_request_hash_check CHECK ((length(request_hash) = 32))
  constraint idempotent_answer_pkey PRIMARY KEY (caller, key)
  CREATE INDEX idempotent_answer_created ON public.idempotent_answer USING btree (created_at)

table inferred_service
  chain_id bigint not null
  address bytea not null
  from_block bigint not null
  from_log integer not null
  service bytea not null
  forward_count integer not null
  share_ppm integer not null
  first_time timestamp with time zone not null
  last_time timestamp with time zone not null
  confidence integer not null
  until_block bigint
  until_log integer
  constraint inferred_service_address_check CHECK ((length(address) = 20))
  constraint inferred_service_check CHECK (((until_block IS NULL) = (until_log IS NULL)))
  constraint inferred_service_confidence_check CHECK (((confidence >= 0) AND (confidence <= 100)))
  constraint inferred_service_service_check CHECK ((length(service) = 20))
  constraint inferred_service_share_ppm_check CHECK (((share_ppm >= 0) AND (share_ppm <= 1000000)))
  constraint inferred_service_pkey PRIMARY KEY (chain_id, address, from_block, from_log)
  CREATE INDEX inferred_service_address ON public.inferred_service USING btree (address) WHERE (until_block IS NULL)
  CREATE UNIQUE INDEX inferred_service_standing ON public.inferred_service USING btree (chain_id, address) WHERE (until_block IS NULL)

table ingest_state
  chain_id bigint not null
  process_id uuid not null
  policy text not null
  started_at timestamp with time zone not null default now()
  seen_at timestamp with time zone not null default now()
  constraint ingest_state_policy_check CHECK ((policy = ANY (ARRAY['header'::text, 'bloom'::text, 'peers'::text, 'proof'::text])))
  constraint ingest_state_pkey PRIMARY KEY (chain_id, process_id)

table installation_key
  is_only boolean not null default true
  id bytea not null
  made_at timestamp with time zone not null default now()
  constraint installation_key_id_check CHECK ((length(id) = 32))
  constraint installation_key_is_only_check CHECK (is_only)
  constraint installation_key_pkey PRIMARY KEY (is_only)

table issuer_event
  chain_id bigint not null
  block_number bigint not null
  log_index integer not null
  tx_hash bytea not null
  token bytea not null
  kind text not null
  account bytea
  amount numeric(78,0)
  ordinal integer not null default 0
  partition by RANGE (chain_id, block_number)
  constraint issuer_event_pkey PRIMARY KEY (chain_id, block_number, log_index, ordinal)

table kept_freeze
  chain_id bigint not null
  block_number bigint not null
  log_index integer not null
  ordinal integer not null
  tx_hash bytea not null
  token bytea not null
  kind text not null
  account bytea not null
  block_time timestamp with time zone not null
  constraint kept_freeze_kind_check CHECK ((kind = ANY (ARRAY['freeze'::text, 'unfreeze'::text])))
  constraint kept_freeze_pkey PRIMARY KEY (chain_id, block_number, log_index, ordinal)
  CREATE INDEX kept_freeze_account ON public.kept_freeze USING btree (account)

table kept_proof
  chain_id bigint not null
  block_number bigint not null
  block_hash bytea not null
  level text not null
  endpoint text not null
  fetched_at timestamp(3) with time zone not null
  transactions bytea[] not null
  proof bytea not null
  constraint kept_proof_block_hash_check CHECK ((length(block_hash) = 32))
  constraint kept_proof_endpoint_check CHECK ((endpoint !~ '[/@?]'::text))
  constraint kept_proof_level_check CHECK ((level = ANY (ARRAY['proven'::text, 'self_consistent'::text, 'peers'::text, 'bloom'::text, 'unproven'::text])))
  constraint kept_proof_transactions_check CHECK ((cardinality(transactions) > 0))
  constraint kept_proof_pkey PRIMARY KEY (chain_id, block_number, block_hash)

table lane
  chain_id bigint not null
  start_block bigint not null
  head_position bigint not null
  head_hash bytea
  final_position bigint not null
  checkpoint_position bigint not null
  rewind_seq bigint not null default 0
  stopped_reason text
  stopped_fork bigint
  depth_position bigint not null
  generation integer not null default 1
  constraint lane_check CHECK (((start_block - 1) <= checkpoint_position))
  constraint lane_check1 CHECK ((checkpoint_position <= final_position))
  constraint lane_check2 CHECK ((final_position <= head_position))
  constraint lane_check3 CHECK ((checkpoint_position <= depth_position))
  constraint lane_check4 CHECK ((depth_position <= head_position))
  constraint lane_generation_check CHECK ((generation > 0))
  constraint lane_pkey PRIMARY KEY (chain_id)

table list
  id text not null
  title text not null
  authority text not null
  url text
  created_at timestamp with time zone not null default now()
  gates jsonb
  constraint list_pkey PRIMARY KEY (id)

table list_bucket
  list_id text not null
  bucket integer not null
  digest bytea not null
  constraint list_bucket_bucket_check CHECK (((bucket >= 0) AND (bucket <= 4095)))
  constraint list_bucket_digest_check CHECK ((length(digest) = 32))
  constraint list_bucket_list_id_fkey FOREIGN KEY (list_id) REFERENCES list(id)
  constraint list_bucket_pkey PRIMARY KEY (list_id, bucket)

table list_decision
  proposal_id uuid not null
  verdict text not null
  reason text not null
  author text not null
  author_person text not null
  decided_by text not null
  decided_by_name text not null
  decided_by_person text not null
  decided_at timestamp(3) with time zone not null default clock_timestamp()
  constraint list_decision_decided_by_check CHECK ((decided_by ~ '^(user|key):[0-9a-f-]{36}$'::text))
  constraint list_decision_four_eyes CHECK (((decided_by <> author) AND (decided_by_person <> author_person)))
  constraint list_decision_reason_check CHECK ((reason <> ''::text))
  constraint list_decision_verdict_check CHECK ((verdict = ANY (ARRAY['approved'::text, 'rejected'::text])))
  constraint list_decision_proposal_id_author_author_person_fkey FOREIGN KEY (proposal_id, author, author_person) REFERENCES list_proposal(id, author, author_person)
  constraint list_decision_pkey PRIMARY KEY (proposal_id)

table list_entry
  list_id text not null
  entry_id bytea not null
  first_seq integer not null
  ended_seq integer
  family text
  address bytea
  category text not null
  severity text not null
  authority text not null
  programme text
  reference text
  document_url text
  confidence integer not null
  valid_from timestamp with time zone
  valid_to timestamp with time zone
  sharing text not null
  entity text
  jurisdictions text[] not null default '{}'::text[]
  venue text
  account text
  constraint list_entry_address_check CHECK ((length(address) = 20))
  constraint list_entry_confidence_check CHECK (((confidence >= 0) AND (confidence <= 100)))
  constraint list_entry_subject CHECK ((((num_nonnulls(family, address) = 2) AND (num_nonnulls(venue, account) = 0)) OR ((num_nonnulls(family, address) = 0) AND (num_nonnulls(venue, account) = 2))))
  constraint list_entry_list_id_fkey FOREIGN KEY (list_id) REFERENCES list(id)
  constraint list_entry_pkey PRIMARY KEY (list_id, entry_id, first_seq)
  CREATE INDEX list_entry_account ON public.list_entry USING btree (account, venue) WHERE (account IS NOT NULL)
  CREATE INDEX list_entry_address ON public.list_entry USING btree (address)
  CREATE INDEX list_entry_ended ON public.list_entry USING btree (list_id, ended_seq) WHERE (ended_seq IS NOT NULL)
  CREATE INDEX list_entry_entity ON public.list_entry USING btree (lower(entity) COLLATE "C", list_id, entry_id) WHERE ((entity IS NOT NULL) AND (ended_seq IS NULL))
  CREATE INDEX list_entry_first ON public.list_entry USING btree (list_id, first_seq, entry_id)

table list_held_part
  held_id uuid not null
  ordinal integer not null
  added jsonb not null
  removed bytea[] not null
  constraint list_held_part_held_id_fkey FOREIGN KEY (held_id) REFERENCES list_held_version(id)
  constraint list_held_part_pkey PRIMARY KEY (held_id, ordinal)

table list_held_version
  id uuid not null default gen_random_uuid()
  list_id text not null
  base_seq integer not null
  digest bytea not null
  entry_count integer not null
  added_count integer not null
  removed_count integer not null
  source text not null
  failures jsonb not null
  created_at timestamp(3) with time zone not null default clock_timestamp()
  cleared_at timestamp(3) with time zone
  cleared_by text
  constraint list_held_version_check CHECK (((cleared_at IS NULL) = (cleared_by IS NULL)))
  constraint list_held_version_cleared_by_check CHECK ((cleared_by = ANY (ARRAY['version'::text, 'accepted'::text, 'replaced'::text])))
  constraint list_held_version_list_id_fkey FOREIGN KEY (list_id) REFERENCES list(id)
  constraint list_held_version_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX list_held_version_open ON public.list_held_version USING btree (list_id) WHERE (cleared_at IS NULL)

table list_proposal
  id uuid not null
  list_id text not null
  kind text not null
  contents jsonb not null
  reason text not null
  author text not null
  author_name text not null
  author_person text not null
  is_emergency boolean not null default false
  created_at timestamp(3) with time zone not null default clock_timestamp()
  constraint list_proposal_author_check CHECK ((author ~ '^(user|key):[0-9a-f-]{36}$'::text))
  constraint list_proposal_kind_check CHECK ((kind = ANY (ARRAY['add'::text, 'edit'::text, 'remove'::text, 'sharing'::text, 'accept_version'::text, 'import'::text])))
  constraint list_proposal_reason_check CHECK ((reason <> ''::text))
  constraint list_proposal_pkey PRIMARY KEY (id)
  constraint list_proposal_id_author_author_person_key UNIQUE (id, author, author_person)
  CREATE INDEX list_proposal_created ON public.list_proposal USING btree (created_at, id)
  CREATE INDEX list_proposal_list ON public.list_proposal USING btree (list_id, created_at, id)

table list_proposal_part
  proposal_id uuid not null
  ordinal integer not null
  added jsonb not null
  removed bytea[] not null
  constraint list_proposal_part_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES list_proposal(id)
  constraint list_proposal_part_pkey PRIMARY KEY (proposal_id, ordinal)

table list_release
  list_id text not null
  seq integer not null
  constraint list_release_seq_check CHECK ((seq >= 1))
  constraint list_release_list_id_fkey FOREIGN KEY (list_id) REFERENCES list(id)
  constraint list_release_pkey PRIMARY KEY (list_id)

table list_source
  list_id text not null
  format text not null
  urls jsonb not null
  defaults jsonb not null
  every_seconds integer not null
  bytes_max bigint not null
  next_attempt_at timestamp with time zone not null default now()
  attempted_at timestamp with time zone
  succeeded_at timestamp with time zone
  validators jsonb
  body_sha256 bytea
  failure_count integer not null default 0
  failed_at timestamp with time zone
  failure_code text
  failure text
  constraint list_source_bytes_max_check CHECK ((bytes_max >= 1))
  constraint list_source_every_seconds_check CHECK ((every_seconds >= 1))
  constraint list_source_list_id_fkey FOREIGN KEY (list_id) REFERENCES list(id)
  constraint list_source_pkey PRIMARY KEY (list_id)
  CREATE INDEX list_source_next ON public.list_source USING btree (next_attempt_at)

table list_version
  list_id text not null
  seq integer not null
  digest bytea not null
  entry_count integer not null
  source text not null
  created_at timestamp with time zone not null default now()
  account jsonb
  proposal_id uuid
  digest_kind smallint not null default 1
  constraint list_version_digest_kind_check CHECK ((digest_kind = ANY (ARRAY[1, 2])))
  constraint list_version_seq_check CHECK ((seq >= 1))
  constraint list_version_list_id_fkey FOREIGN KEY (list_id) REFERENCES list(id)
  constraint list_version_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES list_proposal(id)
  constraint list_version_pkey PRIMARY KEY (list_id, seq)
  CREATE INDEX list_version_proposal ON public.list_version USING btree (proposal_id) WHERE (proposal_id IS NOT NULL)

table lookback
  chain_id bigint not null
  list_id text not null
  version integer not null
  held_version integer not null
  epoch_seq integer not null
  from_block bigint not null
  to_block bigint not null
  params jsonb not null
  after_entry bytea
  entry_count integer
  done_count integer not null default 0
  alert_count integer not null default 0
  bound_count integer not null default 0
  bound_text text
  created_at timestamp with time zone not null default now()
  finished_at timestamp with time zone
  begun_at timestamp with time zone
  constraint lookback_check CHECK ((held_version < version))
  constraint lookback_check1 CHECK (((bound_count > 0) = (bound_text IS NOT NULL)))
  constraint lookback_check2 CHECK (((finished_at IS NULL) OR (entry_count IS NOT NULL)))
  constraint lookback_held_version_check CHECK ((held_version >= 0))
  constraint lookback_version_check CHECK ((version >= 1))
  constraint lookback_pkey PRIMARY KEY (chain_id, list_id, version)

table migration
  number integer not null
  name text not null
  checksum bytea not null
  applied_at timestamp with time zone not null default now()
  constraint migration_pkey PRIMARY KEY (number)

table oidc_flow
  state_hash bytea not null
  nonce text not null
  code_verifier text not null
  expires_at timestamp with time zone not null
  constraint oidc_flow_state_hash_check CHECK ((length(state_hash) = 32))
  constraint oidc_flow_pkey PRIMARY KEY (state_hash)
  CREATE INDEX oidc_flow_expires ON public.oidc_flow USING btree (expires_at)

table operator_notice
  id uuid not null
  created_at timestamp with time zone not null
  news jsonb not null
  constraint operator_notice_pkey PRIMARY KEY (id)

table operator_notice_delivery
  notice_id uuid not null
  way text not null
  state text not null default 'waiting'::text
  attempt_count integer not null default 0
  next_at timestamp with time zone not null default now()
  claimed_until timestamp with time zone
  problem text
  settled_at timestamp with time zone
  constraint operator_notice_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'dead'::text])))
  constraint operator_notice_delivery_way_check CHECK ((way = ANY (ARRAY['mail'::text, 'webhook'::text])))
  constraint operator_notice_delivery_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES operator_notice(id) ON DELETE CASCADE
  constraint operator_notice_delivery_pkey PRIMARY KEY (notice_id, way)
  CREATE INDEX operator_notice_delivery_due ON public.operator_notice_delivery USING btree (next_at) WHERE (state = 'waiting'::text)

table private_watch
  id uuid not null
  owner text not null
  family text not null
  address bytea not null
  reason text not null
  created_at timestamp(3) with time zone not null default clock_timestamp()
  ended_at timestamp(3) with time zone
  first_seq bigint not null
  ended_seq bigint
  constraint private_watch_address_check CHECK ((length(address) = 20))
  constraint private_watch_check CHECK ((first_seq < ended_seq))
  constraint private_watch_check1 CHECK (((ended_at IS NULL) = (ended_seq IS NULL)))
  constraint private_watch_owner_check CHECK ((owner ~ '^(user|key|case):[0-9a-f-]{36}$'::text))
  constraint private_watch_reason_check CHECK ((reason <> ''::text))
  constraint private_watch_pkey PRIMARY KEY (id)
  constraint private_watch_id_owner_key UNIQUE (id, owner)
  CREATE INDEX private_watch_address ON public.private_watch USING btree (address) WHERE (ended_at IS NULL)
  CREATE INDEX private_watch_created ON public.private_watch USING btree (owner, created_at, id)
  CREATE INDEX private_watch_ended ON public.private_watch USING btree (ended_seq) WHERE (ended_seq IS NOT NULL)
  CREATE INDEX private_watch_first ON public.private_watch USING btree (first_seq)
  CREATE UNIQUE INDEX private_watch_owner ON public.private_watch USING btree (owner, family, address) WHERE (ended_at IS NULL)

table profile
  chain_id bigint not null
  address bytea not null
  state bytea not null
  exposure bytea
  shared_exposure bytea
  pairs bytea
  constraint profile_pkey PRIMARY KEY (chain_id, address)
  CREATE INDEX profile_exposure ON public.profile USING btree (address) WHERE (exposure IS NOT NULL)
  CREATE INDEX profile_shared_exposure ON public.profile USING btree (address) WHERE (shared_exposure IS NOT NULL)

table proof_wanted
  chain_id bigint not null
  block_number bigint not null
  block_hash bytea not null
  tx_hash bytea not null
  is_counted boolean not null
  tries integer not null default 0
  try_after timestamp with time zone not null default '-infinity'::timestamp with time zone
  problem text
  constraint proof_wanted_tries_check CHECK ((tries >= 0))
  constraint proof_wanted_pkey PRIMARY KEY (chain_id, block_number, block_hash, tx_hash)
  CREATE INDEX proof_wanted_again ON public.proof_wanted USING btree (chain_id, try_after) WHERE (tries > 0)
  CREATE INDEX proof_wanted_first ON public.proof_wanted USING btree (chain_id, is_counted, block_number DESC) WHERE (tries = 0)

table rate
  list_id text not null
  currency text not null
  day date not null
  first_seq integer not null
  ended_seq integer
  per_eur numeric not null
  constraint rate_per_eur_check CHECK ((per_eur > (0)::numeric))
  constraint rate_list_id_fkey FOREIGN KEY (list_id) REFERENCES rate_list(id)
  constraint rate_pkey PRIMARY KEY (list_id, currency, day, first_seq)

table rate_list
  id text not null
  created_at timestamp with time zone not null default now()
  constraint rate_list_pkey PRIMARY KEY (id)

table rate_list_version
  list_id text not null
  seq integer not null
  rate_count integer not null
  source text not null
  created_at timestamp with time zone not null default now()
  constraint rate_list_version_seq_check CHECK ((seq >= 1))
  constraint rate_list_version_list_id_fkey FOREIGN KEY (list_id) REFERENCES rate_list(id)
  constraint rate_list_version_pkey PRIMARY KEY (list_id, seq)

table refused_log
  chain_id bigint not null
  block_number bigint not null
  log_index integer not null
  tx_hash bytea not null
  token bytea not null
  topics bytea[] not null
  data bytea not null
  reason text not null
  partition by RANGE (chain_id, block_number)
  constraint refused_log_pkey PRIMARY KEY (chain_id, block_number, log_index)

table released_event
  subscriber_id uuid not null
  "position" bigint not null
  event_id bytea not null
  payload jsonb not null
  released_at timestamp with time zone not null default now()
  subject text default split_part((payload ->> 'subject'::text), ':'::text, 3)
  constraint released_event_event_id_check CHECK ((length(event_id) = 32))
  constraint released_event_position_check CHECK (("position" > 0))
  constraint released_event_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscriber(id)
  constraint released_event_pkey PRIMARY KEY (subscriber_id, "position")
  constraint released_event_subscriber_id_event_id_key UNIQUE (subscriber_id, event_id)
  CREATE INDEX released_event_final ON public.released_event USING btree (subscriber_id, ((payload ->> 'alert'::text))) WHERE ((payload ->> 'type'::text) = 'alert.final'::text)
  CREATE INDEX released_event_subject ON public.released_event USING btree (subscriber_id, subject, ((- "position")))

table repair
  id uuid not null
  chain_id bigint not null
  from_block bigint not null
  to_block bigint not null
  reason text not null
  asked_by text not null
  asked_at timestamp with time zone not null default now()
  begun_at timestamp with time zone
  worked_until timestamp with time zone
  step text
  step_blocks bigint
  finished_at timestamp with time zone
  outcome text
  report jsonb
  problem text
  constraint repair_check CHECK ((to_block >= from_block))
  constraint repair_check1 CHECK (((finished_at IS NULL) = (outcome IS NULL)))
  constraint repair_from_block_check CHECK ((from_block >= 0))
  constraint repair_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'partial'::text, 'stopped'::text, 'failed'::text, 'cancelled'::text])))
  constraint repair_step_check CHECK ((step = ANY (ARRAY['read'::text, 'search'::text, 'prove'::text, 'ask'::text, 'check'::text])))
  constraint repair_pkey PRIMARY KEY (id)
  CREATE INDEX repair_open ON public.repair USING btree (chain_id, asked_at, id) WHERE (finished_at IS NULL)

table report
  id uuid not null
  number text not null
  kind text not null
  profile text not null
  case_id uuid
  status text not null default 'draft'::text
  choices jsonb not null
  drafted_by text not null
  drafted_by_name text not null
  created_at timestamp(3) with time zone not null default clock_timestamp()
  version integer not null default 1
  event_count integer not null default 0
  xml bytea
  xml_sha256 bytea
  profile_sha256 bytea
  ready_by text
  ready_by_name text
  ready_by_person text
  ready_at timestamp(3) with time zone
  filed_by text
  filed_by_name text
  filed_by_person text
  filed_at timestamp(3) with time zone
  fiu_reference text
  constraint report_check CHECK ((num_nulls(xml, xml_sha256, profile_sha256, ready_by, ready_by_name, ready_by_person, ready_at) = ANY (ARRAY[0, 7])))
  constraint report_check1 CHECK (((status = ANY (ARRAY['ready'::text, 'filed'::text])) = (xml IS NOT NULL)))
  constraint report_check2 CHECK ((num_nulls(filed_by, filed_by_name, filed_by_person, filed_at) = ANY (ARRAY[0, 4])))
  constraint report_check3 CHECK (((status = 'filed'::text) = (filed_at IS NOT NULL)))
  constraint report_four_eyes CHECK (((filed_by <> ready_by) AND (filed_by_person <> ready_by_person)))
  constraint report_kind_check CHECK ((kind = ANY (ARRAY['STR'::text, 'SAR'::text])))
  constraint report_profile_sha256_check CHECK ((length(profile_sha256) = 32))
  constraint report_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'ready'::text, 'filed'::text, 'discarded'::text])))
  constraint report_xml_sha256_check CHECK ((length(xml_sha256) = 32))
  constraint report_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id)
  constraint report_pkey PRIMARY KEY (id)
  constraint report_number_key UNIQUE (number)
  CREATE INDEX report_case ON public.report USING btree (case_id) WHERE (case_id IS NOT NULL)
  CREATE INDEX report_newest ON public.report USING btree (created_at DESC, id DESC)

table report_alert
  report_id uuid not null
  alert_id bytea not null
  revision bytea
  constraint report_alert_alert_id_check CHECK ((length(alert_id) = 32))
  constraint report_alert_revision_check CHECK ((length(revision) = 32))
  constraint report_alert_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint report_alert_pkey PRIMARY KEY (report_id, alert_id)
  CREATE INDEX report_alert_alert ON public.report_alert USING btree (alert_id)

table report_answer
  report_id uuid not null
  seq integer not null
  outcome text not null
  reasons text not null
  disposition text
  answered_on date not null
  by text not null
  by_name text not null
  at timestamp(3) with time zone not null default clock_timestamp()
  constraint report_answer_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'rejected'::text])))
  constraint report_answer_reasons_check CHECK ((reasons <> ''::text))
  constraint report_answer_seq_check CHECK ((seq > 0))
  constraint report_answer_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint report_answer_pkey PRIMARY KEY (report_id, seq)

table report_counter
  year integer not null
  last integer not null
  constraint report_counter_last_check CHECK ((last > 0))
  constraint report_counter_pkey PRIMARY KEY (year)

table report_event
  report_id uuid not null
  seq integer not null
  kind text not null
  by text not null
  by_name text not null
  at timestamp(3) with time zone not null default clock_timestamp()
  detail jsonb not null
  constraint report_event_seq_check CHECK ((seq > 0))
  constraint report_event_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint report_event_pkey PRIMARY KEY (report_id, seq)

table review_policy
  seq integer not null
  severe_hours integer not null
  high_hours integer not null
  medium_hours integer not null
  low_hours integer not null
  new_evidence text not null
  author text not null
  reason text not null
  created_at timestamp(3) with time zone not null default clock_timestamp()
  constraint review_policy_high_hours_check CHECK (((high_hours >= 1) AND (high_hours <= 8760)))
  constraint review_policy_low_hours_check CHECK (((low_hours >= 1) AND (low_hours <= 8760)))
  constraint review_policy_medium_hours_check CHECK (((medium_hours >= 1) AND (medium_hours <= 8760)))
  constraint review_policy_new_evidence_check CHECK ((new_evidence = ANY (ARRAY['reopen'::text, 'follow_up'::text])))
  constraint review_policy_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
  constraint review_policy_seq_check CHECK ((seq > 0))
  constraint review_policy_severe_hours_check CHECK (((severe_hours >= 1) AND (severe_hours <= 8760)))
  constraint review_policy_pkey PRIMARY KEY (seq)

table rewind
  chain_id bigint not null
  seq bigint not null
  fork_block bigint not null
  cause text not null
  created_at timestamp with time zone not null default now()
  constraint rewind_cause_check CHECK ((cause = ANY (ARRAY['reorg'::text, 'mend'::text])))
  constraint rewind_pkey PRIMARY KEY (chain_id, seq)

table saved_view
  id uuid not null
  owner text not null
  name text not null
  query jsonb not null
  is_shared boolean not null
  version integer not null default 1
  changed_at timestamp(3) with time zone not null
  constraint saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint saved_view_owner_check CHECK ((owner ~ '^(user|key):[0-9a-f-]{36}$'::text))
  constraint saved_view_query_check CHECK ((jsonb_typeof(query) = 'object'::text))
  constraint saved_view_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX saved_view_own ON public.saved_view USING btree (owner, lower(name)) WHERE (NOT is_shared)
  CREATE UNIQUE INDEX saved_view_shared ON public.saved_view USING btree (lower(name)) WHERE is_shared

table screening_gap
  chain_id bigint not null
  heuristic text not null
  heuristic_version integer not null
  block_number bigint not null
  log_index integer not null
  tx_hash bytea not null
  reason text not null
  created_at timestamp with time zone not null default now()
  constraint screening_gap_pkey PRIMARY KEY (chain_id, heuristic, heuristic_version, block_number, log_index)

table service_function
  role_name text not null
  signature text not null
  constraint service_function_pkey PRIMARY KEY (role_name, signature)

table service_policy
  table_name text not null
  policy text not null
  role_name text not null
  command text not null
  condition text not null
  constraint service_policy_command_check CHECK ((command = ANY (ARRAY['select'::text, 'all'::text])))
  constraint service_policy_pkey PRIMARY KEY (table_name, policy)

table service_right
  role_name text not null
  table_name text not null
  privileges text not null
  constraint service_right_pkey PRIMARY KEY (role_name, table_name, privileges)

table session
  token_hash bytea not null
  id uuid not null
  user_id uuid not null
  csrf_token text not null
  user_agent text not null
  created_at timestamp with time zone not null default now()
  last_seen_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  ended_at timestamp with time zone
  constraint session_token_hash_check CHECK ((length(token_hash) = 32))
  constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
  constraint session_pkey PRIMARY KEY (token_hash)
  constraint session_id_key UNIQUE (id)
  CREATE INDEX session_of_user ON public.session USING btree (user_id)

table set_address
  set_id uuid not null
  address_hash bytea not null
  constraint set_address_address_hash_check CHECK ((length(address_hash) = 16))
  constraint set_address_set_id_fkey FOREIGN KEY (set_id) REFERENCES address_set(id) ON DELETE CASCADE
  constraint set_address_pkey PRIMARY KEY (address_hash, set_id)
  CREATE INDEX set_address_set ON public.set_address USING btree (set_id)

table shadow_block
  chain_id bigint not null
  heuristic text not null
  setting_seq integer not null
  block_number bigint not null
  block_time timestamp with time zone not null
  finding_count integer not null
  gap_count integer not null
  gap_reason text
  constraint shadow_block_heuristic_setting_seq_fkey FOREIGN KEY (heuristic, setting_seq) REFERENCES heuristic_setting(heuristic, seq)
  constraint shadow_block_pkey PRIMARY KEY (chain_id, heuristic, setting_seq, block_number)

table shadow_finding
  chain_id bigint not null
  heuristic text not null
  setting_seq integer not null
  block_number bigint not null
  log_index integer not null
  tx_hash bytea not null
  heuristic_version integer not null
  params jsonb not null
  subject bytea not null
  severity text not null
  score integer not null
  text text not null
  figures jsonb not null
  constraint shadow_finding_chain_id_heuristic_setting_seq_block_number_fkey FOREIGN KEY (chain_id, heuristic, setting_seq, block_number) REFERENCES shadow_block(chain_id, heuristic, setting_seq, block_number) ON DELETE CASCADE
  constraint shadow_finding_pkey PRIMARY KEY (chain_id, heuristic, setting_seq, block_number, log_index)

view shared_deposit
  chain_id bigint
  address bytea
  from_block bigint
  from_log integer
  service bytea
  forward_count integer
  share_ppm integer
  first_time timestamp with time zone
  last_time timestamp with time zone
  confidence integer
  as SELECT chain_id, address, from_block, from_log, service, forward_count, share_ppm, first_time, last_time, confidence FROM inferred_service WHERE ((until_block IS NULL) AND (EXISTS ( SELECT FROM shared_entry WHERE ((shared_entry.address = inferred_service.service) AND (shared_entry.category = ANY (ARRAY['exchange'::text, 'payment'::text]))))));

table shared_entry
  list_id text not null
  entry_id bytea not null
  family text not null
  address bytea not null
  category text not null
  severity text not null
  authority text not null
  programme text
  reference text
  document_url text
  confidence integer not null
  valid_from timestamp with time zone
  valid_to timestamp with time zone
  sharing text not null
  entity text
  jurisdictions text[] not null
  constraint shared_entry_address_check CHECK ((length(address) = 20))
  constraint shared_entry_sharing_check CHECK ((sharing = ANY (ARRAY['TLP:GREEN'::text, 'TLP:CLEAR'::text])))
  constraint shared_entry_list_id_fkey FOREIGN KEY (list_id) REFERENCES list(id)
  constraint shared_entry_pkey PRIMARY KEY (list_id, entry_id)
  CREATE INDEX shared_entry_address ON public.shared_entry USING btree (address)

view shared_exposure
  chain_id bigint
  address bytea
  state bytea
  as SELECT chain_id, address, shared_exposure AS state FROM profile WHERE (shared_exposure IS NOT NULL);

table shared_version
  list_id text not null
  seq integer not null
  list_seq integer not null
  entry_count integer not null
  created_at timestamp with time zone not null
  ended_at timestamp with time zone
  constraint shared_version_seq_check CHECK ((seq >= 1))
  constraint shared_version_list_id_list_seq_fkey FOREIGN KEY (list_id, list_seq) REFERENCES list_version(list_id, seq)
  constraint shared_version_pkey PRIMARY KEY (list_id, seq)
  CREATE UNIQUE INDEX shared_version_current ON public.shared_version USING btree (list_id) WHERE (ended_at IS NULL)

table subscriber
  id uuid not null
  name text not null
  sandbox_of uuid
  created_at timestamp with time zone not null default now()
  constraint subscriber_sandbox_of_fkey FOREIGN KEY (sandbox_of) REFERENCES subscriber(id)
  constraint subscriber_pkey PRIMARY KEY (id)
  constraint subscriber_sandbox_of_key UNIQUE (sandbox_of)
  CREATE UNIQUE INDEX subscriber_name ON public.subscriber USING btree (lower(name)) WHERE (sandbox_of IS NULL)

table subscription
  id uuid not null
  subscriber_id uuid not null
  name text not null
  url text not null
  filter jsonb not null
  is_ordered boolean not null
  state text not null
  state_cause text
  failing_since timestamp with time zone
  version integer not null default 1
  after_position bigint not null
  created_at timestamp with time zone not null default now()
  deleted_at timestamp with time zone
  constraint subscription_check CHECK (((state = 'active'::text) = (state_cause IS NULL)))
  constraint subscription_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint subscription_state_cause_check CHECK ((state_cause = ANY (ARRAY['owner'::text, 'gone'::text, 'failing'::text])))
  constraint subscription_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'disabled'::text])))
  constraint subscription_url_check CHECK ((length(url) <= 2048))
  constraint subscription_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscriber(id)
  constraint subscription_pkey PRIMARY KEY (id)
  CREATE INDEX subscription_subscriber ON public.subscription USING btree (subscriber_id, created_at, id)

table subscription_secret
  subscription_id uuid not null
  seq integer not null
  sealed bytea not null
  created_at timestamp with time zone not null default now()
  ends_at timestamp with time zone
  constraint subscription_secret_seq_check CHECK ((seq >= 1))
  constraint subscription_secret_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscription(id)
  constraint subscription_secret_pkey PRIMARY KEY (subscription_id, seq)

table succeeds
  predecessor_id bytea not null
  alert_id bytea not null
  generation integer not null
  constraint succeeds_pkey PRIMARY KEY (predecessor_id, alert_id, generation)
  CREATE INDEX succeeds_alert ON public.succeeds USING btree (alert_id)

table tip
  chain_id bigint not null
  head_number bigint not null
  head_hash bytea not null
  finalized_number bigint not null
  seen_at timestamp with time zone not null default now()
  constraint tip_check CHECK ((finalized_number <= head_number))
  constraint tip_pkey PRIMARY KEY (chain_id)

table told_alert
  id bytea not null
  chain_id bigint not null
  block_number bigint not null
  block_hash bytea not null
  tx_hash bytea not null
  token bytea not null
  tx_ordinal integer not null
  state text not null
  loose_until bigint
  loose_cause text
  opening_id bytea not null
  payload jsonb not null
  constraint told_alert_check CHECK (((loose_until IS NULL) = (loose_cause IS NULL)))
  constraint told_alert_id_check CHECK ((length(id) = 32))
  constraint told_alert_loose_cause_check CHECK ((loose_cause = ANY (ARRAY['reorg'::text, 'corrected'::text])))
  constraint told_alert_opening_id_check CHECK ((length(opening_id) = 32))
  constraint told_alert_state_check CHECK ((state = ANY (ARRAY['provisional'::text, 'final'::text, 'withdrawn'::text])))
  constraint told_alert_pkey PRIMARY KEY (id)
  CREATE INDEX told_alert_block ON public.told_alert USING btree (chain_id, block_number) WHERE (state <> 'withdrawn'::text)
  CREATE INDEX told_alert_loose ON public.told_alert USING btree (chain_id, loose_until) WHERE (loose_until IS NOT NULL)
  CREATE INDEX told_alert_provisional ON public.told_alert USING btree (chain_id, block_number) WHERE (state = 'provisional'::text)

table told_pending
  seq bigint not null generated always as identity
  event_id bytea not null
  opening_id bytea not null
  payload jsonb not null
  subject bytea
  list_ids text[] not null
  constraint told_pending_event_id_check CHECK ((length(event_id) = 32))
  constraint told_pending_opening_id_check CHECK ((length(opening_id) = 32))
  constraint told_pending_subject_check CHECK ((length(subject) = 20))
  constraint told_pending_pkey PRIMARY KEY (seq)

table transfer
  chain_id bigint not null
  block_number bigint not null
  log_index integer not null
  tx_hash bytea not null
  tx_ordinal integer not null
  token bytea not null
  sender bytea not null
  recipient bytea not null
  amount numeric(78,0) not null
  partition by RANGE (chain_id, block_number)
  constraint transfer_pkey PRIMARY KEY (chain_id, block_number, log_index)

table watch_alert
  id bytea not null
  watch_id uuid not null
  owner text not null
  chain_id bigint not null
  block_number bigint not null
  block_hash bytea not null
  block_time timestamp with time zone not null
  log_index integer not null
  tx_hash bytea not null
  tx_ordinal integer not null
  token bytea not null
  sender bytea not null
  recipient bytea not null
  amount numeric(78,0) not null
  text text not null
  rule_version integer not null
  state text not null
  created_at timestamp with time zone not null default now()
  constraint watch_alert_state_check CHECK ((state = ANY (ARRAY['provisional'::text, 'final'::text, 'withdrawn'::text])))
  constraint watch_alert_watch_id_owner_fkey FOREIGN KEY (watch_id, owner) REFERENCES private_watch(id, owner) ON UPDATE CASCADE
  constraint watch_alert_pkey PRIMARY KEY (id)
  CREATE INDEX watch_alert_block ON public.watch_alert USING btree (chain_id, block_number)
  CREATE INDEX watch_alert_owner ON public.watch_alert USING btree (owner, block_time, id)
  CREATE INDEX watch_alert_pending ON public.watch_alert USING btree (chain_id, block_number) WHERE (state = 'provisional'::text)
  CREATE INDEX watch_alert_watch ON public.watch_alert USING btree (watch_id, block_time, id)

table watch_clock
  is_only boolean not null default true
  seq bigint not null
  constraint watch_clock_is_only_check CHECK (is_only)
  constraint watch_clock_pkey PRIMARY KEY (is_only)

table watch_epoch
  chain_id bigint not null
  seq integer not null
  from_block bigint not null
  watch_seq bigint not null
  rule_version integer not null
  created_at timestamp with time zone not null default now()
  constraint watch_epoch_pkey PRIMARY KEY (chain_id, seq)

table watch_past
  chain_id bigint not null
  watch_id uuid not null
  from_block bigint not null
  is_cut boolean not null
  constraint watch_past_watch_id_fkey FOREIGN KEY (watch_id) REFERENCES private_watch(id)
  constraint watch_past_pkey PRIMARY KEY (chain_id, watch_id)

table withheld
  chain_id bigint not null
  heuristic text not null
  heuristic_version integer not null
  cause text not null
  count bigint not null
  cut_count bigint not null default 0
  constraint withheld_check CHECK ((cut_count <= count))
  constraint withheld_pkey PRIMARY KEY (chain_id, heuristic, heuristic_version, cause)
