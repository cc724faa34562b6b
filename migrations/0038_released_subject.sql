-- Whom a released event is about, as its chain writes it, so that screening finds what was released about an address. A column of
-- its own: under row security an expression on the payload would be looked at row by row and never found by an index.

alter table released_event
  add column subject text collate "C" generated always as (split_part(payload ->> 'subject', ':', 3)) stored;

-- The newest first, in an order that no other index has: from one in the order of positions the planner would read all that was
-- ever released where many events are about few.
create index released_event_subject on released_event (subscriber_id, subject, (-position));
