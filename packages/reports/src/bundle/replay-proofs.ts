import { verifyKeptProof } from "@redflag/chain/verify-kept-proof";
import { countOf } from "@redflag/domain/decimal-text";
import { decodeBlockLogs } from "@redflag/domain/decode-block-logs";
import type { SupportingTransfer } from "@redflag/domain/finding";
import type { Transfer } from "@redflag/domain/transfer";
import type { BundleContent } from "./bundle-content.ts";
import { knownChain } from "./bundle-explanation.ts";
import { proofPath } from "./bundle-files.ts";
import { type BundleMaterial, paymentName, paymentsOf } from "./bundle-material.ts";
import { type StepResult, stepResult } from "./step-result.ts";

/** From header and receipts to the block's hash, and from the logs to exactly the payments. */
export async function replayProofs(material: BundleMaterial): Promise<StepResult> {
  const { content, chain } = material;
  const payments = Map.groupBy(
    paymentsOf(material),
    (payment) => `${payment.chain ?? chain.caip2}/${payment.block.number}`,
  );
  const faults: string[] = [];
  const open: string[] = [];
  const shown = new Set<string>();
  const missing = new Map(content.proofsMissing.map(({ chain, block, reason }) => [`${chain}/${block}`, reason]));
  for (const kept of content.proofs) {
    const key = `${kept.chain}/${kept.block}`;
    shown.add(key);
    const found = await lookAt(content, kept, payments.get(key) ?? [], missing.get(key));
    faults.push(...found.faults);
    if (found.open !== undefined) open.push(`block ${key}: ${found.open}`);
  }
  for (const key of [...payments.keys()].sort()) {
    if (shown.has(key)) continue;
    const reason = missing.get(key);
    if (reason === undefined) faults.push(`block ${key}: there is no proof, and proofs/missing.json does not say why`);
    else open.push(`block ${key}: ${reason}`);
  }
  const proven = payments.size - open.length;
  return stepResult(faults, open, {
    holds: `receipts hash to headers and these to the hashes of ${countOf(proven, "block")}, and the payments are what their logs say`,
    open: `${proven} of ${countOf(payments.size, "block")} proven by receipts and header; nothing in here proves the rest`,
    differs: "what was kept of a block does not show its payments",
  });
}

/** @param missing what the bundle says is not kept of the block: not every transaction of it need be among the receipts */
async function lookAt(
  { blocks }: BundleContent,
  { chain: caip2, block: number, proof }: BundleContent["proofs"][number],
  payments: readonly SupportingTransfer[],
  missing: string | undefined,
): Promise<{ faults: string[]; open?: string }> {
  const chain = knownChain(caip2);
  const path = proofPath(caip2, number);
  const check = await verifyKeptProof(chain, proof);
  if (check.kind === "broken") return { faults: [`${path}: ${check.fact}`] };
  const { block, logs } = check;
  const told = blocks.find((each) => each.chain === caip2 && each.number === number);
  const faults: string[] = [];
  if (block.number !== number) faults.push(`${path} is of block ${block.number}`);
  if (
    told !== undefined &&
    (told.hash !== block.hash || (told.parentHash ?? block.parentHash) !== block.parentHash || told.time !== block.time)
  )
    faults.push(`${path}: its header is not that of the block in blocks.json`);
  const { transfers } = decodeBlockLogs(chain.name, logs);
  const shown = new Set(logs.map(({ transactionHash }) => transactionHash));
  let lacks: string | undefined;
  for (const payment of payments) {
    if (payment.block.hash !== block.hash || payment.block.time !== block.time)
      faults.push(`${path}: ${paymentName(payment)} is said to be in another block`);
    else if (missing !== undefined && !shown.has(payment.transfer.txHash)) lacks = missing;
    else if (!transfers.some((transfer) => sameTransfer(transfer, payment.transfer)))
      faults.push(`${path}: ${paymentName(payment)} is not among its logs as it is told`);
  }
  const open = check.kind === "answer" && payments.length > 0 ? "kept as it was answered, not proven" : lacks;
  return { faults: [...new Set(faults)], ...(open !== undefined && { open }) };
}

export function sameTransfer(a: Transfer, b: Transfer): boolean {
  return (
    a.blockNumber === b.blockNumber &&
    a.logIndex === b.logIndex &&
    a.txHash === b.txHash &&
    a.txOrdinal === b.txOrdinal &&
    a.token === b.token &&
    a.sender === b.sender &&
    a.recipient === b.recipient &&
    a.amount === b.amount
  );
}
