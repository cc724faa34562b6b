import type { Address } from "@redflag/domain/address";
import type { Canonical } from "@redflag/domain/content-hash";
import type { Severity } from "@redflag/domain/entry";
import type { Figure } from "@redflag/domain/figure";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { dateOf } from "./time.ts";

/** One finding of a rule that is tried only. */
export interface ShadowFinding {
  logIndex: number;
  txHash: Hash;
  subject: Address;
  severity: Severity;
  score: number;
  text: string;
  figures: readonly Figure[];
}

/** All that such a rule said of one block. */
export interface ShadowBlock {
  heuristic: string;
  heuristicVersion: number;
  /** All of them, as the epoch has them. */
  params: Readonly<Record<string, Canonical>>;
  settingSeq: number;
  blockNumber: number;
  /** Unix seconds. */
  blockTime: number;
  findingCount: number;
  gapCount: number;
  /** Of the first gap. */
  gapReason?: string;
  /** The first few findings. */
  kept: readonly ShadowFinding[];
}

/** What a rule that is tried said in a day (UTC) of block time. */
export interface ShadowDay {
  chainId: number;
  settingSeq: number;
  day: string;
  findings: number;
  gaps: number;
  gapReason?: string;
}

/** Written at once. */
const ROWS_PER_PAGE = 500;

/** Each block of a rule and setting once. */
export async function insertShadowBlocks(tx: Executor, chainId: number, blocks: readonly ShadowBlock[]): Promise<void> {
  for (let from = 0; from < blocks.length; from += ROWS_PER_PAGE) {
    const page = blocks.slice(from, from + ROWS_PER_PAGE);
    await tx
      .insertInto("shadow_block")
      .values(page.map((block) => blockRow(chainId, block)))
      .execute();
  }
  const findings = blocks.flatMap((block) => block.kept.map((finding) => findingRow(chainId, block, finding)));
  for (let from = 0; from < findings.length; from += ROWS_PER_PAGE) {
    await tx
      .insertInto("shadow_finding")
      .values(findings.slice(from, from + ROWS_PER_PAGE))
      .execute();
  }
}

function blockRow(chainId: number, block: ShadowBlock) {
  return {
    chain_id: chainId,
    heuristic: block.heuristic,
    setting_seq: block.settingSeq,
    block_number: block.blockNumber,
    block_time: dateOf(block.blockTime),
    finding_count: block.findingCount,
    gap_count: block.gapCount,
    gap_reason: block.gapReason ?? null,
  };
}

function findingRow(chainId: number, block: ShadowBlock, finding: ShadowFinding) {
  return {
    chain_id: chainId,
    heuristic: block.heuristic,
    setting_seq: block.settingSeq,
    block_number: block.blockNumber,
    log_index: finding.logIndex,
    tx_hash: bytesOf(finding.txHash),
    heuristic_version: block.heuristicVersion,
    params: JSON.stringify(block.params),
    subject: bytesOf(finding.subject),
    severity: finding.severity,
    score: finding.score,
    text: finding.text,
    figures: JSON.stringify(finding.figures),
  };
}

/** Takes back what was said of blocks that the ledger has replaced. */
export async function deleteShadowAbove(tx: Executor, chainId: number, forkBlock: number): Promise<void> {
  await tx.deleteFrom("shadow_block").where("chain_id", "=", chainId).where("block_number", ">", forkBlock).execute();
}

/** By setting and day, the newest first. */
export async function listShadowDays(db: Executor, heuristic: string, limit: number): Promise<ShadowDay[]> {
  const { rows } = await sql<{
    chain_id: number;
    setting_seq: number;
    day: string;
    findings: number;
    gaps: number;
    gap_reason: string | null;
  }>`
    select chain_id, setting_seq, to_char(block_time at time zone 'UTC', 'YYYY-MM-DD') as day,
      sum(finding_count)::bigint as findings, sum(gap_count)::bigint as gaps, min(gap_reason) as gap_reason
    from shadow_block where heuristic = ${heuristic}
    group by 1, 2, 3 order by setting_seq desc, day desc, chain_id limit ${limit}`.execute(db);
  return rows.map((row) => ({
    chainId: row.chain_id,
    settingSeq: row.setting_seq,
    day: row.day,
    findings: row.findings,
    gaps: row.gaps,
    ...(row.gap_reason !== null && { gapReason: row.gap_reason }),
  }));
}

export interface FoundShadow extends ShadowFinding {
  chainId: number;
  settingSeq: number;
  blockNumber: number;
}

/** The newest that were kept, of one setting. */
export async function listShadowFindings(
  db: Executor,
  heuristic: string,
  settingSeq: number,
  limit: number,
): Promise<FoundShadow[]> {
  const rows = await db
    .selectFrom("shadow_finding")
    .selectAll()
    .where("heuristic", "=", heuristic)
    .where("setting_seq", "=", settingSeq)
    .orderBy("block_number", "desc")
    .orderBy("log_index", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    chainId: row.chain_id,
    settingSeq: row.setting_seq,
    blockNumber: row.block_number,
    logIndex: row.log_index,
    txHash: hexOf(row.tx_hash),
    subject: hexOf(row.subject),
    severity: row.severity as Severity,
    score: row.score,
    text: row.text,
    figures: row.figures as Figure[],
  }));
}
