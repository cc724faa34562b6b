import fc from "fast-check";
import type { Address } from "./address.ts";
import type { Hash } from "./hex.ts";
import { emptyProfile, type Profile, type ProfiledTransfer, SUM_MICROS_MAX } from "./profile.ts";
import { GrowingProfile } from "./profile-growth.ts";

export const DAY_S = 86_400;

/** The nth made-up address. */
export function addressAt(n: number): Address {
  return `0x${n.toString(16).padStart(40, "0")}`;
}

/** Mostly ordinary, with the amounts, times and pegs that break things. */
export const anyTransfer: fc.Arbitrary<ProfiledTransfer> = fc.record({
  direction: fc.constantFrom("in", "out"),
  counterparty: fc.nat(120).map(addressAt),
  amountMicros: fc.oneof(
    fc.bigInt(0n, 10n ** 12n),
    fc.constantFrom(0n, 127n, 128n, 2n ** 53n - 1n, 2n ** 53n, SUM_MICROS_MAX, 2n ** 256n),
  ),
  peg: fc.constantFrom("USD", "EUR", "TRY", "IDR"),
  token: fc.nat(2).map(addressAt),
  txHash: fc.nat(3).map((n): Hash => `0x${n.toString(16).padStart(64, "0")}`),
  time: fc.oneof(
    fc.integer({ min: 19_000 * DAY_S, max: 19_200 * DAY_S }),
    fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER),
  ),
  blockNumber: fc.nat(2 ** 31),
  logIndex: fc.nat(5_000),
  counterpartyIsService: fc.boolean(),
  isRemembered: fc.boolean(),
  isDust: fc.boolean(),
});

export const anyProfile: fc.Arbitrary<Profile> = fc.array(anyTransfer, { maxLength: 200 }).map(profileOf);

export function profileOf(transfers: Iterable<ProfiledTransfer>): GrowingProfile {
  const profile = GrowingProfile.from(emptyProfile());
  for (const transfer of transfers) profile.add(transfer);
  return profile;
}

/** All that it tells, read out of whatever it is held in. */
export function factsOf(profile: Profile): Profile {
  const { firstSeen, lastSeen, inCount, outCount, days, net, recentIn, recentOut } = profile;
  const { detailFrom, lastActive, latestQuiet, payers, payees } = profile;
  const detail = { detailFrom, lastActive, latestQuiet, payers, payees };
  return { firstSeen, lastSeen, inCount, outCount, days, net, recentIn, recentOut, ...detail };
}

/** The profile with one more transfer, and the given one as it was. */
export function foldTransfer(profile: Profile, transfer: ProfiledTransfer): Profile {
  const grown = GrowingProfile.from(profile);
  grown.add(transfer);
  return grown;
}
