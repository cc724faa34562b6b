import { hashToken } from "@redflag/runtime/secret-token";
import type { StoredKey } from "@redflag/store/api-key";

interface Entry {
  readAt: number;
  key: StoredKey | undefined;
}

/** As long as a key that was revoked may still be taken, and as long as a key just made may be refused. */
const FRESH_MS = 1_000;
const ENTRIES_MAX = 10_000;

/**
 * Keys by the hash of their secret, for a second after they were read. Wrong secrets are kept apart and bounded as well, so
 * that whoever tries many pushes nobody's key out.
 */
export class KeyCache {
  readonly #find: (hash: Buffer) => Promise<StoredKey | undefined>;
  readonly #right = new Map<string, Entry>();
  readonly #wrong = new Map<string, Entry>();
  readonly #reading = new Map<string, Promise<StoredKey | undefined>>();

  constructor(find: (hash: Buffer) => Promise<StoredKey | undefined>) {
    this.#find = find;
  }

  /** @param nowMs of a clock that never goes back */
  find(secret: string, nowMs: number): StoredKey | undefined | Promise<StoredKey | undefined> {
    const hash = hashToken(secret);
    const name = hash.toString("base64");
    const entry = this.#right.get(name) ?? this.#wrong.get(name);
    if (entry !== undefined && nowMs - entry.readAt < FRESH_MS) return entry.key;
    // As of when the reading began: what is revoked meanwhile is not taken for longer.
    const reading = this.#reading.get(name) ?? this.#read(name, hash, nowMs);
    this.#reading.set(name, reading);
    return reading;
  }

  /** Whether this secret opened something since it was last pushed out, so that a flood of wrong ones does not stop it. */
  knows(secret: string): boolean {
    return this.#right.has(hashToken(secret).toString("base64"));
  }

  async #read(name: string, hash: Buffer, readAt: number): Promise<StoredKey | undefined> {
    try {
      const key = await this.#find(hash);
      const [into, outOf] = key === undefined ? [this.#wrong, this.#right] : [this.#right, this.#wrong];
      outOf.delete(name);
      // Taken out first, so that the map's order is the order of reading and its first entry the oldest.
      into.delete(name);
      into.set(name, { readAt, key });
      if (into.size > ENTRIES_MAX) into.delete(into.keys().next().value ?? "");
      return key;
    } finally {
      this.#reading.delete(name);
    }
  }
}
