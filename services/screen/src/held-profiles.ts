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
 * Profiles of a fold that leaves nothing behind, within `inScratch`: held in memory while they fit, and those untouched longest
 * put by in the scratch table, which gives the same as a lane that stores all of them after each stretch.
 */
export class HeldProfiles {
  readonly #tx: Executor;
  readonly #chainId: number;
  readonly #paymentsMax: number;
  /** Where an address that is not held may be, the first that has it counts. */
  readonly #tables: ProfileTable[];
  /** In the order in which they were touched last. */
  readonly #held = new Map<Address, Profile>();
  readonly #weights = new Map<Address, number>();
  #weight = 0;

  /** @param isCut the fold begins at the cut that retention made */
  constructor(tx: Executor, chainId: number, isCut: boolean, paymentsMax = HELD_PAYMENTS_MAX) {
    this.#tx = tx;
    this.#chainId = chainId;
    this.#paymentsMax = paymentsMax;
    this.#tables = isCut ? ["cut_profile"] : [];
  }

  /** All that are held, those of these addresses among them. The fold grows them in place. */
  async hold(addresses: Iterable<Address>): Promise<Map<Address, Profile>> {
    const missing = new Set<Address>();
    for (const address of addresses) {
      const profile = this.#held.get(address);
      if (profile === undefined) missing.add(address);
      else {
        this.#held.delete(address);
        this.#held.set(address, profile);
      }
    }
    for (const table of this.#tables) {
      if (missing.size === 0) break;
      for await (const page of streamProfiles(this.#tx, this.#chainId, [...missing].sort(), table)) {
        for (const { address, state } of page) {
          this.#held.set(address, decodeProfile(state));
          missing.delete(address);
        }
      }
    }
    return this.#held;
  }

  /** To be called once these have grown: makes room where there is too little. */
  async settle(addresses: Iterable<Address>): Promise<void> {
    for (const address of addresses) {
      const profile = this.#held.get(address);
      if (profile === undefined) continue;
      const weight = PROFILE_WEIGHT + profile.recentIn.length + profile.recentOut.length;
      this.#weight += weight - (this.#weights.get(address) ?? 0);
      this.#weights.set(address, weight);
    }
    if (this.#weight > this.#paymentsMax) await this.#putBy();
  }

  /** Half of them, so that it is done seldom. */
  async #putBy(): Promise<void> {
    const idle: Address[] = [];
    for (const address of this.#held.keys()) {
      if (this.#weight <= this.#paymentsMax / 2) break;
      idle.push(address);
      this.#weight -= this.#weights.get(address) ?? 0;
      this.#weights.delete(address);
    }
    await upsertProfiles(this.#tx, this.#chainId, this.#encoded(idle.sort()), "scratch_profile");
    for (const address of idle) this.#held.delete(address);
    if (this.#tables[0] !== "scratch_profile") this.#tables.unshift("scratch_profile");
  }

  *#encoded(addresses: readonly Address[]): Generator<StoredProfile> {
    for (const address of addresses) {
      const profile = this.#held.get(address);
      if (profile !== undefined) yield { address, state: encodeProfile(profile) };
    }
  }
}
