import { Problem } from "@redflag/domain/problem";
import { findInstallationKey, type InstallationKey, openInstallationKey } from "./installation-key.ts";
import { nextKeyPath } from "./installation-key-change.ts";
import { openSecret } from "./sealed-secret.ts";

/** This one and the one before it: what was read from the database before a change may be opened after it. */
const HELD_MAX = 2;

/** The installation's key in a process that goes on while the key is changed: the database says which one holds. */
export class HeldInstallationKey {
  readonly #path: string;
  /** Newest first. */
  #keys: readonly InstallationKey[];

  constructor(path: string, key: InstallationKey) {
    this.#path = path;
    this.#keys = [key];
  }

  /** @throws Problem `installation_key_invalid` */
  static async open(path: string): Promise<HeldInstallationKey> {
    return new HeldInstallationKey(path, await openInstallationKey(path));
  }

  /** The one that the file held when it was last read. */
  get newest(): InstallationKey {
    const [newest] = this.#keys;
    if (newest === undefined) throw new Error("a key is held from the beginning");
    return newest;
  }

  /**
   * The key of this id, read anew where it is none that is held. A change that was cut off between its commit and the renaming
   * of its file left the key in force in the file beside.
   * @throws Problem `installation_key_invalid`
   */
  async of(id: Buffer): Promise<InstallationKey> {
    const held = this.#keys.find((key) => key.id.equals(id));
    if (held !== undefined) return held;
    for (const path of [this.#path, nextKeyPath(this.#path)]) {
      const found = await findInstallationKey(path);
      if (found === undefined || !found.id.equals(id)) continue;
      this.#keys = [found, ...this.#keys].slice(0, HELD_MAX);
      return found;
    }
    throw new Problem("installation_key_invalid", "what is in this database was sealed under another one");
  }

  /** @throws Problem `secret_unreadable` where no key that is held opens it */
  openSecret(subscriptionId: string, sealed: Buffer): string {
    const [last, ...newer] = this.#keys.toReversed();
    for (const key of newer.reverse()) {
      try {
        return openSecret(key, subscriptionId, sealed);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
    }
    return openSecret(last ?? this.newest, subscriptionId, sealed);
  }
}
