import type { Address } from "@redflag/domain/address";
import { toMicros } from "@redflag/domain/money";
import { emptyProfile, foldTransfer, type Profile } from "@redflag/domain/profile";
import { encodeProfile } from "@redflag/domain/profile-codec";
import { findToken } from "@redflag/domain/token-registry";
import { differences } from "./differences.ts";
import { expectedLogs } from "./oracle-ledger.ts";
import type { Stored, StoredLane } from "./stored.ts";
import type { WorldBlock } from "./world-block.ts";

/** Profiles are what one unbroken fold over the final chain gives, wherever restarts cut it. */
export async function checkProfiles(
  stored: Stored,
  lane: StoredLane,
  canonical: readonly WorldBlock[],
): Promise<string[]> {
  const profiles = new Map<Address, Profile>();
  for (const block of canonical.slice(lane.start, lane.checkpoint + 1)) {
    for (const { token, sender, recipient, amount } of expectedLogs(block).transfers) {
      const known = findToken("demo", token);
      if (known === undefined) throw new Error(`the world uses an unknown token ${token}`);
      const flow = { amountMicros: toMicros(amount, known.contract.decimals), peg: known.token.peg, time: block.time };
      fold(sender, { ...flow, direction: "out", counterparty: recipient });
      fold(recipient, { ...flow, direction: "in", counterparty: sender });
    }
  }
  const expected = [...profiles]
    .map(([address, profile]) => ({ address, state: Buffer.from(encodeProfile(profile)).toString("hex") }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  return differences("profiles", await stored.profiles(), expected);

  function fold(address: Address, flow: Parameters<typeof foldTransfer>[1]): void {
    profiles.set(address, foldTransfer(profiles.get(address) ?? emptyProfile(), flow));
  }
}
