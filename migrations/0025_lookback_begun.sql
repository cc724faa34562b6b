-- When the first step of a lookback began, so that whoever waits for it is told how long it will take; null before that, and
-- of those that began before this.
alter table lookback add column begun_at timestamptz;
