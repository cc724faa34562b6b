import type { DecodedBlockLogs } from "@redflag/domain/decode-block-logs";
import type { Block } from "@redflag/domain/transfer";
import { listBridgeEvents } from "@redflag/store/bridge-event-read";
import { listIssuerEvents, listRefusedLogs } from "@redflag/store/issuer-event-read";
import { listTransfers } from "@redflag/store/transfer-read";
import type { IngestDeps } from "./ingest-deps.ts";

/** What the ledger holds of the logs of blocks from..to, both inclusive. */
export async function readStoredLogs(
  { db, chain }: Pick<IngestDeps, "db" | "chain">,
  from: number,
  to: number,
): Promise<DecodedBlockLogs> {
  return {
    transfers: await listTransfers(db.kysely, chain.id, from, to),
    issuerEvents: await listIssuerEvents(db.kysely, chain.id, from, to),
    bridgeEvents: await listBridgeEvents(db.kysely, chain.id, from, to),
    refusedLogs: await listRefusedLogs(db.kysely, chain.id, from, to),
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
  return JSON.stringify(sorted, (_, value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  );
}
