import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { decodeExposure } from "@redflag/domain/exposure/exposure-codec";
import type { RememberedExposure } from "@redflag/domain/why";
import type { Executor } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import { streamProfiles } from "@redflag/store/profile";

/** @returns undefined where the chain has no lane, or it remembers nothing */
export async function rememberedExposure(
  db: Executor,
  chain: Chain,
  address: Address,
): Promise<RememberedExposure | undefined> {
  const lane = await findLane(db, chain.id);
  if (lane === undefined) return undefined;
  for await (const page of streamProfiles(db, chain.id, [address])) {
    for (const { exposure } of page) {
      if (exposure?.all === undefined) continue;
      return { asOfBlock: lane.checkpointPosition, purses: decodeExposure(exposure.all) };
    }
  }
  return undefined;
}
