-- A connection keeps the plan that it made while the audit was empty: to read all of it for its last row, which takes longer with each
-- entry until somebody analyzes the table. By the index it is one page, whatever the plan was made for.
alter function append_audit(text[]) set enable_seqscan = off;
