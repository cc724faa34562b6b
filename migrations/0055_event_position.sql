-- while services run: an index changes no answer.
-- Whoever follows alerts reads what came after a position, ten times a second for each chain: without it that was every event.
create index concurrently event_position on event (position);
