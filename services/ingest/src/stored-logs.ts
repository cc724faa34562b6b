import { createHash } from "node:crypto";
import type { Chain } from "@redflag/domain/chain";
import type { DecodedBlockLogs } from "@redflag/domain/decode-block-logs";
import type { Block } from "@redflag/domain/transfer";
import { listBridgeEvents } from "@redflag/store/bridge-event-read";
import type { Executor } from "@redflag/store/database";
import { listIssuerEvents, listRefusedLogs } from "@redflag/store/issuer-event-read";
import { listBlocks } from "@redflag/store/ledger-read";
import { listTransfers } from "@redflag/store/transfer-read";
import type { IngestDeps } from "./ingest-deps.ts";

/** What the ledger holds of the logs of blocks from..to, both inclusive. */
export function readStoredLogs(
  { db, chain }: Pick<IngestDeps, "db" | "chain">,
  from: number,
  to: number,
): Promise<DecodedBlockLogs> {
  return readLogs(db.kysely, chain, from, to);
}

async function readLogs(db: Executor, { id }: Chain, from: number, to: number): Promise<DecodedBlockLogs> {
  return {
    transfers: await listTransfers(db, id, from, to),
    issuerEvents: await listIssuerEvents(db, id, from, to),
    bridgeEvents: await listBridgeEvents(db, id, from, to),
    refusedLogs: await listRefusedLogs(db, id, from, to),
  };
}

/** A block as it was checked: its header and what its logs say. */
export interface CheckedBlock {
  block: Block;
  content: string;
}

export function checkedBlock(block: Block, logs: DecodedBlockLogs): CheckedBlock {
  return { block, content: fingerprint(logs) };
}

/** Blocks of one statement: their logs are held at once. */
const READ_BLOCKS_MAX = 32;

/** Whether the ledger holds these blocks, ascending, with what was seen of each when it was checked. */
export async function holdsAsChecked(tx: Executor, chain: Chain, checked: readonly CheckedBlock[]): Promise<boolean> {
  for (const run of cutRuns(checked)) if (!(await holdsRun(tx, chain, run))) return false;
  return true;
}

/** Without gaps, so that what lies between blocks of a sample is not read. */
function cutRuns(checked: readonly CheckedBlock[]): CheckedBlock[][] {
  const runs: CheckedBlock[][] = [];
  for (const one of checked) {
    const run = runs.at(-1);
    const isNext = run?.at(-1)?.block.number === one.block.number - 1;
    if (run !== undefined && isNext && run.length < READ_BLOCKS_MAX) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

async function holdsRun(tx: Executor, chain: Chain, run: readonly CheckedBlock[]): Promise<boolean> {
  const [from, to] = [run[0], run.at(-1)].map((one) => one?.block.number ?? 0) as [number, number];
  const held = new Map((await listBlocks(tx, chain.id, from, to)).map((block) => [block.number, block]));
  const logs = await readLogs(tx, chain, from, to);
  return run.every(({ block, content }) => {
    const same = held.get(block.number);
    return (
      same?.hash === block.hash && isSameHeader(same, block) && fingerprint(logsOf(logs, block.number)) === content
    );
  });
}

/** Of a range's logs those of one block. */
export function logsOf(logs: DecodedBlockLogs, number: number): DecodedBlockLogs {
  const own = <Row extends { blockNumber: number }>(rows: readonly Row[]) =>
    rows.filter(({ blockNumber }) => blockNumber === number);
  return {
    transfers: own(logs.transfers),
    issuerEvents: own(logs.issuerEvents),
    bridgeEvents: own(logs.bridgeEvents),
    refusedLogs: own(logs.refusedLogs),
  };
}

/** Of two blocks with one hash: what a header says beside it need not be true where nobody recomputed it. */
export function isSameHeader(a: Block, b: Block): boolean {
  return a.parentHash === b.parentHash && a.time === b.time;
}

/** By what stands where: position, transaction and content. */
export function isSameContent(a: DecodedBlockLogs, b: DecodedBlockLogs): boolean {
  return fingerprint(a) === fingerprint(b);
}

function fingerprint({ transfers, issuerEvents, bridgeEvents, refusedLogs }: DecodedBlockLogs): string {
  const rows = [...transfers, ...issuerEvents, ...bridgeEvents, ...refusedLogs].map((row) => ({
    ...row,
    ...("amount" in row && { amount: String(row.amount) }),
  }));
  const sorted = rows.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  const text = JSON.stringify(sorted, (_, value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  );
  return createHash("sha256").update(text).digest("base64");
}
