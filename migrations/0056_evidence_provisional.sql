-- while services run: an index changes no answer.
-- Each step that makes blocks final asks which evidence is not: without it that was all evidence that the chain ever had.
create index concurrently evidence_provisional on evidence (chain_id, block_number) where not is_final;
