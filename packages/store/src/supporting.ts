import type { SupportingTransfer } from "@redflag/domain/finding";
import type { Transfer } from "@redflag/domain/transfer";

/** As jsonb holds it: amounts as decimal text, because JSON has no exact integers of that size. */
interface StoredSupporting {
  block: SupportingTransfer["block"];
  transfer: Omit<Transfer, "amount"> & { amount: string };
  chain?: string;
}

export function supportingJson(supporting: readonly SupportingTransfer[]): string {
  const stored = supporting.map(
    ({ block: { number, hash, time }, transfer, chain }): StoredSupporting => ({
      block: { number, hash, time },
      transfer: { ...transfer, amount: transfer.amount.toString() },
      ...(chain !== undefined && { chain }),
    }),
  );
  return JSON.stringify(stored);
}

export function supportingOf(json: unknown): SupportingTransfer[] {
  return (json as StoredSupporting[]).map(({ block, transfer, chain }) => ({
    block,
    transfer: { ...transfer, amount: BigInt(transfer.amount) },
    ...(chain !== undefined && { chain }),
  }));
}
