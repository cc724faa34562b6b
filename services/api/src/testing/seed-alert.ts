import { createHash } from "node:crypto";
import type { Address } from "@redflag/domain/address";
import { appendFindings } from "@redflag/domain/alert";
import { demo } from "@redflag/domain/chains/demo";
import type { Finding } from "@redflag/domain/finding";
import type { Hash } from "@redflag/domain/hex";
import { listContracts } from "@redflag/domain/token-registry";
import { insertEvidence, upsertAlerts } from "@redflag/store/alert-write";
import type { Database, Executor } from "@redflag/store/database";

const START_S = 1_767_225_600;
const TOKEN = listContracts("demo")[0]?.contract.address ?? `0x${"11".repeat(20)}`;

export interface SeededAlert {
  name: string;
  subject: Address;
  /** Blocks in which it has a finding. */
  blocks: readonly number[];
  text?: string;
  /** Of the alert whose group it is in; its own unless given. */
  group?: Hash;
  heuristic?: string;
}

/** An alert on the demo chain as screening writes one. @returns its id */
export async function seedAlert(
  { kysely: db }: Database,
  {
    name,
    subject,
    blocks,
    text = "1,250 USDT to a listed address",
    group,
    heuristic = "rapid-pass-through",
  }: SeededAlert,
): Promise<Hash> {
  const id = hashOf(name);
  const findings = blocks.map((number): Finding => {
    const place = { blockNumber: number, logIndex: 3, txHash: hashOf(name, number), txOrdinal: 0 };
    return {
      heuristic,
      heuristicVersion: 1,
      gapS: 3_600,
      subject,
      severity: "MEDIUM",
      exposure: "BEHAVIORAL",
      score: 200,
      reasons: [{ code: "pattern", text }],
      block: { number, hash: hashOf("block", number), time: START_S + number * 12 },
      transfer: { ...place, token: TOKEN, sender: subject, recipient: `0x${"b2".repeat(20)}`, amount: 1_250_000_000n },
      supporting: [],
    };
  });
  const { alert, evidence } = appendFindings(id, undefined, findings);
  await upsertAlerts(db, demo.id, [alert]);
  await insertEvidence(
    db,
    demo.id,
    evidence.map((row) => ({ alertId: id, evidence: row })),
  );
  await placeInGroup(db, id, group ?? id);
  return id;
}

/** As the lane does; of itself an alert is the earliest of its group. */
export async function placeInGroup(db: Executor, id: Hash, group: Hash): Promise<void> {
  await db
    .updateTable("alert")
    .set({
      group_id: bytesOf(group),
      rank: 100,
      group_rank: id === group ? 100 : null,
      group_size: id === group ? 1 : null,
    })
    .where("id", "=", bytesOf(id))
    .execute();
}

function bytesOf(hash: Hash): Buffer {
  return Buffer.from(hash.slice(2), "hex");
}

function hashOf(...parts: ReadonlyArray<string | number>): Hash {
  return `0x${createHash("sha256").update(parts.join("/")).digest("hex")}`;
}
