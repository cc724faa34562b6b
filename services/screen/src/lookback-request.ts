import type { Epoch } from "@redflag/domain/epoch";
import { LOOKBACK_PARAMETERS } from "@redflag/domain/lookback";
import type { Executor } from "@redflag/store/database";
import type { Lane } from "@redflag/store/lane";
import { insertLookbacks, moveLookbacks } from "@redflag/store/lookback";

/** A version of a list whose new entries the past is looked at for. */
export interface RequestedLookback {
  list: string;
  version: number;
}

/**
 * Asks, in the lane's own transaction, for a look at what it screened before an epoch brought later list versions. What is
 * not yet looked at for earlier versions of the same lists goes on with the epoch.
 * @param held the inputs with which the lane screened its last block before the epoch
 * @param to that block
 */
export async function requestLookbacks(
  tx: Executor,
  { chainId, startBlock: from }: Lane,
  held: Epoch | undefined,
  { seq: epochSeq, inputs }: Epoch,
  to: number,
): Promise<RequestedLookback[]> {
  if (held === undefined || to < from) return [];
  const requested: RequestedLookback[] = [];
  for (const [list, version] of Object.entries(inputs.lists)) {
    const heldVersion = held.inputs.lists[list] ?? 0;
    if (version <= heldVersion) continue;
    await moveLookbacks(tx, { chainId, listId: list, epochSeq });
    const params = LOOKBACK_PARAMETERS;
    const versions = await insertLookbacks(tx, {
      ...{ chainId, listId: list, heldVersion, version },
      ...{ epochSeq, from, to, params },
    });
    requested.push(...versions.map((seq) => ({ list, version: seq })));
  }
  return requested;
}
