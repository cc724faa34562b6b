import type { Epoch } from "@redflag/domain/epoch";
import { LOOKBACK_PARAMETERS } from "@redflag/domain/lookback";
import type { Executor } from "@redflag/store/database";
import type { Lane } from "@redflag/store/lane";
import { insertLookbacks } from "@redflag/store/lookback";

/** Asks, in the lane's own transaction, for a look at what it screened before an epoch brought later list versions. */
export async function requestLookbacks(
  tx: Executor,
  { chainId, startBlock: from }: Lane,
  held: Epoch | undefined,
  { seq: epochSeq, fromBlock, inputs }: Epoch,
): Promise<void> {
  const to = fromBlock - 1;
  if (held === undefined || to < from) return;
  for (const [listId, version] of Object.entries(inputs.lists)) {
    const heldVersion = held.inputs.lists[listId] ?? 0;
    if (version <= heldVersion) continue;
    await insertLookbacks(tx, {
      chainId,
      listId,
      heldVersion,
      version,
      epochSeq,
      from,
      to,
      params: LOOKBACK_PARAMETERS,
    });
  }
}
