-- What a list of alerts is read from: a page is a piece of one of these, however many alerts there are. Time and id both fall,
-- so that the place after which a page begins is one comparison.
create index alert_newest on alert (last_time, id);
create index alert_created on alert (created_at, id);
-- By severity, since the rank follows it: whoever asks for LOW ones would go through all others first.
create index alert_rank on alert (severity, rank, id) where rank is not null;
-- Few alerts are open at any time, and those are what people work on.
create index alert_open_newest on alert (last_time, id) where review <> 'closed';
create index alert_open_created on alert (created_at, id) where review <> 'closed';
create index alert_open_rank on alert (severity, rank, id) where rank is not null and review <> 'closed';
create index alert_open_due on alert (due_at, id) where review <> 'closed';
create index alert_open_assignee on alert (assignee) where assignee is not null and review <> 'closed';
create index alert_assignee on alert (assignee) where assignee is not null;
create index alert_about on alert (subject, last_time, id);
-- What each version's alerts were found to be is counted from this alone.
create index alert_found on alert (heuristic, heuristic_version, disposition) where state <> 'withdrawn';

create index evidence_transaction on evidence (tx_hash);
-- Of the findings that opened an alert, those that rest on a listing: by list and entry.
create index evidence_listing on evidence using gin (reasons jsonb_path_ops)
  where ordinal = 0 and reasons @? '$[*].entry';

-- Staff ask why, and are told what the lane was given.
insert into service_right (role_name, privileges, table_name)
values
  ('redflag_api', 'select', 'border_note'),
  ('redflag_api', 'select', 'enrichment_row'),
  ('redflag_api', 'select', 'graph_state');

select grant_access();
