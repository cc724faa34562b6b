import type { Chain } from "@redflag/domain/chain";
import { listBackfillSpans } from "@redflag/store/backfill";
import { listMissingRanges } from "@redflag/store/coverage-read";
import type { Executor } from "@redflag/store/database";
import { listUnindexedPartitions } from "@redflag/store/partition-index";
import { countOf } from "../count-text.ts";
import type { Check } from "./check.ts";

/** What is being backfilled, and partitions that were left without an index. */
export async function checkBackfills(db: Executor, chain: Chain): Promise<Check[]> {
  const spans = await listBackfillSpans(db, chain.id);
  const unindexed = await listUnindexedPartitions(db, chain.id);
  const checks: Check[] = [];
  if (spans.length > 0) {
    const texts = await Promise.all(
      spans.map(async ({ from, to }) => {
        const gaps = await listMissingRanges(db, chain.id, from, to);
        const missing = gaps.reduce((sum, gap) => sum + gap.to - gap.from + 1, 0);
        const left = missing === 0 ? "stored, not all checked or indexed yet" : `${countOf(missing, "block")} to read`;
        return `${from} to ${to} (${left})`;
      }),
    );
    const hint = `Ingest processes with an endpoint of this chain work on it; so does \`redflag backfill --chain ${chain.name}\`.`;
    const text = `blocks ${texts.join(", ")}`;
    checks.push({ name: `backfill ${chain.name}`, status: "note", text, hint, facts: { spans } });
  }
  // While a backfill runs they are meant to lack it.
  if (spans.length === 0 && unindexed.length > 0) {
    const width = chain.partitionBlocks;
    const from = unindexed.map((ordinal) => `${ordinal * width} to ${(ordinal + 1) * width - 1}`);
    const text = `partitions without an index of addresses, so slow to ask: blocks ${from.join(", ")}`;
    const hint = `\`redflag backfill --chain ${chain.name}\` with --from and --to within these blocks builds it.`;
    checks.push({ name: `indexes ${chain.name}`, status: "wrong", text, hint, facts: { unindexed } });
  }
  return checks;
}
