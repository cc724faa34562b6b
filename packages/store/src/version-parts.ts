import type { Entry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { hexOf } from "./bytes.ts";

/** Keeps a part, which is one statement and one row, at a few megabytes. */
const ENTRIES_PER_PART = 5_000;

interface VersionPart {
  ordinal: number;
  /** JSON. */
  added: string;
  removed: readonly Hash[];
}

/** How a version that is not there yet differs from its base, in rows of bounded size; one at least. */
export function* partsOf(
  added: ReadonlyArray<readonly [Hash, Entry]>,
  removed: readonly Hash[],
): Generator<VersionPart> {
  const count = Math.max(1, Math.ceil(Math.max(added.length, removed.length) / ENTRIES_PER_PART));
  for (let ordinal = 0; ordinal < count; ordinal++) {
    const [start, end] = [ordinal * ENTRIES_PER_PART, (ordinal + 1) * ENTRIES_PER_PART];
    const entries = added.slice(start, end).map(([, entry]) => entry);
    yield { ordinal, added: JSON.stringify(entries), removed: removed.slice(start, end) };
  }
}

/** @param parts in their order */
export function joinParts(parts: ReadonlyArray<{ added: unknown; removed: readonly Buffer[] }>): {
  added: Entry[];
  removed: Hash[];
} {
  return {
    added: parts.flatMap(({ added }) => added as Entry[]),
    removed: parts.flatMap(({ removed }) => removed.map(hexOf)),
  };
}
