import type { Address } from "@redflag/domain/address";
import type { Profile } from "@redflag/domain/profile";
import { decodeProfile, encodeProfile } from "@redflag/domain/profile-codec";
import type { Executor } from "@redflag/store/database";
import { type ProfileTable, type StoredProfile, streamProfiles, upsertProfiles } from "@redflag/store/profile";

/** Payments that held profiles remember in all, about 150 bytes each: some 600 MB. Ours [E]. */
const HELD_PAYMENTS_MAX = 4_000_000;

/** What a profile takes besides its payments, in payments. */
const PROFILE_WEIGHT = 4;

/**
 * Profiles of a fold that leaves nothing behind, within `inScratch`: held in memory while they fit, and put by
 * in the scratch table when they do not, which gives the same as a lane that stores all of them after each stretch.
 */
export class HeldProfiles {
  readonly #tx: Executor;
  readonly #chainId: number;
  readonly #paymentsMax: number;
  /** Where an address that is not held may be, the first that has it counts. */
  readonly #tables: ProfileTable[];
  readonly #held = new Map<Address, Profile>();
  /** At least what those that are held remember. */
  #weight = 0;

  /** @param isCut the fold begins at the cut that retention made */
  constructor(tx: Executor, chainId: number, isCut: boolean, paymentsMax = HELD_PAYMENTS_MAX) {
    this.#tx = tx;
    this.#chainId = chainId;
    this.#paymentsMax = paymentsMax;
    this.#tables = isCut ? ["cut_profile"] : [];
  }

  /** All that are held, which the fold grows in place. */
  get all(): Map<Address, Profile> {
    return this.#held;
  }

  /** Makes sure that these are held, as far as there is anything to remember of them. */
  async hold(addresses: readonly Address[]): Promise<void> {
    this.#weight += addresses.length * PROFILE_WEIGHT;
    if (this.#tables.length === 0) return;
    const missing = new Set<Address>();
    for (const address of addresses) if (!this.#held.has(address)) missing.add(address);
    for (const table of this.#tables) {
      if (missing.size === 0) break;
      for await (const page of streamProfiles(this.#tx, this.#chainId, [...missing].sort(), table)) {
        for (const { address, state } of page) {
          const profile = decodeProfile(state);
          this.#held.set(address, profile);
          this.#weight += weightOf(profile);
          missing.delete(address);
        }
      }
    }
  }

  /** To be called once profiles have grown, or will when all that waits is folded, by so many transfers. @returns no room is left */
  grow(transfers: number): boolean {
    this.#weight += 2 * transfers;
    return this.#weight > this.#paymentsMax;
  }

  /** Makes room where there is too little, once nothing waits that the held ones are yet to grow by. */
  async makeRoom(): Promise<void> {
    // Profiles forget, and so weigh less than what they were given.
    this.#weight = 0;
    for (const profile of this.#held.values()) this.#weight += weightOf(profile);
    if (this.#weight <= this.#paymentsMax / 2) return;
    const addresses = [...this.#held.keys()].sort();
    await upsertProfiles(this.#tx, this.#chainId, this.#encoded(addresses), "scratch_profile");
    this.#held.clear();
    this.#weight = 0;
    if (this.#tables[0] !== "scratch_profile") this.#tables.unshift("scratch_profile");
  }

  *#encoded(addresses: readonly Address[]): Generator<StoredProfile> {
    for (const address of addresses) {
      const profile = this.#held.get(address);
      if (profile !== undefined) yield { address, state: encodeProfile(profile) };
    }
  }
}

function weightOf({ recentIn, recentOut }: Profile): number {
  return PROFILE_WEIGHT + recentIn.length + recentOut.length;
}
