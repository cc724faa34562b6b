import { type Alert, alertContent, alertOfEvidence, appendFindings, type Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { canonicalText } from "@redflag/domain/content-hash";
import type { Heuristic } from "@redflag/domain/heuristic";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Executor } from "@redflag/store/database";
import { findBlock } from "@redflag/store/ledger-read";

/** Stored alerts of a rule that a finding at `block` or later could continue, each as of just before that block. */
export async function listStandingAlerts(
  db: Executor,
  chain: Chain,
  { id, gapS }: Heuristic,
  block: number,
): Promise<Alert[]> {
  const first = await findBlock(db, chain.id, block);
  if (first === undefined) throw new Error(`Broken invariant: the ledger holds block ${block}`);
  const filter = {
    ...{ chainId: chain.id, withdrawn: false, besidesFiled: true, only: [id] },
    ...{ firstBlock: { from: 0, to: block - 1 }, lastTimeMin: first.time - gapS },
  };
  const standing: Alert[] = [];
  for await (const { alert, evidence } of streamAlerts(db, filter)) {
    const older = evidence.filter((row) => row.block.number < block);
    if (older.length > 0) standing.push(alertOfEvidence(alert, older));
  }
  return standing;
}

/** Stored alerts of a rule that began in these blocks, and stand. */
export async function* streamBegunAlerts(
  db: Executor,
  chain: Chain,
  { id }: Heuristic,
  span: BlockSpan,
): AsyncGenerator<StoredAlert> {
  yield* streamAlerts(db, { chainId: chain.id, withdrawn: false, besidesFiled: true, only: [id], firstBlock: span });
}

/** Whether a stored alert is, up to a block, what was made again without copies of what its findings count. */
export function isSameUpTo({ alert, evidence }: StoredAlert, remade: Alert | undefined, block: number): boolean {
  if (remade === undefined) return false;
  const findings = evidence.filter((row) => row.block.number <= block).map((row) => findingOf(alert, row));
  const again = appendFindings(alert.id, undefined, findings).alert;
  return canonicalText(alertContent(again)) === canonicalText(alertContent(remade));
}

function findingOf({ heuristic, subject }: Alert, { block, ...row }: Evidence) {
  // What an alert is made of names no parent of its block, nor the rule's quiet gap.
  return { ...row, heuristic, subject, gapS: 0, block: { ...block, parentHash: block.hash }, supporting: [] };
}
