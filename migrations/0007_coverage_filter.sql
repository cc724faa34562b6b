-- What a stretch was asked for: tokens and bridges become known after blocks were read.

-- Digest of the addresses and first topics whose logs were asked for; null in rows from before this was recorded.
alter table coverage add column filter bytea check (length(filter) = 32);
