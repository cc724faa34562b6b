import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { decodeExposure } from "@redflag/domain/exposure/exposure-codec";
import type { AddressExposure } from "@redflag/domain/exposure/held-exposure";
import type { Executor } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import { streamProfiles } from "@redflag/store/profile";

/** What a lane remembers of listed addresses' money that an address holds: as it stands, an earlier state only a rebuild makes. */
export interface RememberedExposure {
  /** Every block up to here is in it. */
  asOfBlock: number;
  purses: AddressExposure;
}

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
