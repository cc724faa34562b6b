import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import type { OutboundPolicy } from "@redflag/runtime/outbound-address";
import { type Download, download } from "@redflag/runtime/outbound-download";
import type { ListSource, PartValidators } from "@redflag/store/list-source";
import type { RefreshCounters } from "./refresh-metrics.ts";

/** Of one part. A list of 200 MB comes in it at 2 Mbit/s. */
const FETCH_MS_MAX = 15 * 60_000;

const FOLDER = "refresh";
/** No round of a list takes so long. */
const ABANDONED_MS = 86_400_000;

/** What a process left that was killed over it. */
export async function removeAbandonedBodies(dataDir: string): Promise<void> {
  const root = join(dataDir, FOLDER);
  for (const name of await readdir(root).catch(() => [])) {
    const found = await stat(join(root, name)).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < ABANDONED_MS) continue;
    await rm(join(root, name), { recursive: true, force: true });
  }
}

export interface FetchDeps {
  /** Bodies lie here while they are read. */
  dataDir: string;
  policy: OutboundPolicy;
  signal: AbortSignal;
  counters?: Pick<RefreshCounters, "countBytes">;
}

/** A list's files, each in its place among the importer's parts. */
export interface FetchedList {
  files: string[];
  sha256: Buffer;
  validators: PartValidators;
}

/**
 * Gets the parts of a list, all of them anew where one has changed, and hands them to `read`; then they are gone.
 * @param isConditional a publisher that says that nothing has changed is believed
 * @returns what `read` does; undefined, and it was not called, when nothing has changed
 * @throws Problem `outbound_forbidden`, `outbound_failed`, naming the part
 */
export async function fetchParts<T>(
  { dataDir, policy, signal, counters }: FetchDeps,
  { urls, bytesMax, list, validators = {} }: ListSource,
  parts: readonly string[],
  isConditional: boolean,
  read: (fetched: FetchedList) => Promise<T>,
): Promise<T | undefined> {
  const folder = join(dataDir, FOLDER, `${list.id}-${randomUUID()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    throw new Problem("outbound_failed", `${join(dataDir, FOLDER)} cannot be written to (${cause.code})`, { cause });
  });
  try {
    const named = parts.flatMap((part, i) => {
      const url = urls[part];
      return url === undefined ? [] : [{ part, url, file: join(folder, String(i)) }];
    });
    const get = async ({ part, url, file }: (typeof named)[number], known: PartValidators[string] | undefined) => {
      const asked = { url, file, bytesMax, timeMsMax: FETCH_MS_MAX, policy, signal, validators: known };
      const answer = await naming(part, named.length, () => download(asked));
      if (answer.kind === "body") counters?.countBytes(answer.byteCount);
      return answer;
    };
    const answers = new Map<string, Download>();
    for (const each of named) {
      answers.set(each.part, await get(each, isConditional ? validators[each.part] : undefined));
    }
    if ([...answers.values()].every(({ kind }) => kind === "unchanged")) return undefined;
    for (const each of named) {
      if (answers.get(each.part)?.kind === "unchanged") answers.set(each.part, await get(each, undefined));
    }
    return await read({ files: named.map(({ file }) => file), ...summary(answers) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function summary(answers: ReadonlyMap<string, Download>): Pick<FetchedList, "sha256" | "validators"> {
  const hash = createHash("sha256");
  const validators: Record<string, PartValidators[string]> = {};
  for (const [part, answer] of answers) {
    if (answer.kind === "unchanged") throw new Error("Broken invariant: what was asked for without condition is sent");
    hash.update(answer.sha256);
    validators[part] = answer.validators;
  }
  return { sha256: hash.digest(), validators };
}

async function naming<T>(part: string, partCount: number, get: () => Promise<T>): Promise<T> {
  try {
    return await get();
  } catch (cause) {
    if (partCount === 1 || !(cause instanceof Problem)) throw cause;
    throw new Problem(cause.code, `${part}: ${cause.detail}`, { cause });
  }
}
