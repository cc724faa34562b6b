-- while services run: an index changes no answer.
-- What was given up in the last day is counted again and again, and is few of all deliveries of that day.
create index concurrently delivery_dead on delivery (settled_at) where state = 'dead';
