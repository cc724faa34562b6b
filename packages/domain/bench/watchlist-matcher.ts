/**
 * Look-ups a second of the matcher beside a plain Map of the same entries, in one run: the Map is the floor that
 * imports nothing of ours. Run: `node --expose-gc packages/domain/bench/watchlist-matcher.ts [entries]`.
 */
import assert from "node:assert/strict";
import type { ListedEntry } from "../src/entry.ts";
import { buildMatcher } from "../src/watchlist-matcher.ts";

const entryCount = Number(process.argv[2] ?? 1_000_000);
const LOOKUPS = 2_000_000;
/** Distinct addresses looked up; each is a fresh string, as the decoder's are. */
const PROBES = 200_000;
const MB = 2 ** 20;

assert(globalThis.gc !== undefined, "run with --expose-gc");
const collectGarbage = globalThis.gc;

const shared: Omit<ListedEntry, "address"> = {
  family: "eip155",
  category: "sanctions",
  severity: "HIGH",
  authority: "bench",
  confidence: 100,
  sharing: "TLP:CLEAR",
  list: "bench",
  listVersion: 1,
  entryId: "0",
};

/** A full-period generator: the same addresses in every run. */
function* addresses(seed: number, count: number): Generator<ListedEntry["address"]> {
  let state = seed;
  for (let i = 0; i < count; i++) {
    let text = "0x";
    for (let word = 0; word < 5; word++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      text += ((state ^ (state >>> 13)) >>> 0).toString(16).padStart(8, "0");
    }
    yield Buffer.from(text).toString("latin1") as ListedEntry["address"];
  }
}

function usedMb(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MB;
}

function report(what: string, value: number, unit: string): void {
  process.stdout.write(`${what.padEnd(44)} ${value.toFixed(value < 100 ? 2 : 0).padStart(12)} ${unit}\n`);
}

function measure(
  what: string,
  probes: readonly ListedEntry["address"][],
  find: (a: ListedEntry["address"]) => unknown,
) {
  let found = 0;
  const run = () => {
    for (let i = 0; i < LOOKUPS; i++) if (find(probes[i % probes.length] as ListedEntry["address"])) found++;
  };
  run();
  const before = performance.now();
  run();
  const elapsedS = (performance.now() - before) / 1000;
  report(what, LOOKUPS / elapsedS / 1e6, `M/s (${found > 0 ? "hits" : "misses"})`);
}

const entries: ListedEntry[] = [];
for (const address of addresses(1, entryCount)) entries.push({ ...shared, address });
const hits = entries.slice(0, PROBES).map(({ address }) => Buffer.from(address).toString("latin1") as typeof address);
const misses = [...addresses(7, PROBES)];

const empty = usedMb();
const started = performance.now();
const matcher = buildMatcher(entries);
report(`build of ${entryCount.toLocaleString("en")} entries`, performance.now() - started, "ms");
report("matcher, entry objects not counted", usedMb() - empty, "MB");

const beforeMap = usedMb();
const map = new Map<string, ListedEntry[]>();
for (const entry of entries) {
  const known = map.get(entry.address);
  if (known === undefined) map.set(entry.address, [entry]);
  else known.push(entry);
}
report("plain Map, entry objects not counted", usedMb() - beforeMap, "MB");

for (const [name, probes] of [
  ["misses", misses],
  ["hits", hits],
] as const) {
  const misled = probes.filter((address) => matcher.find(address).length !== (map.get(address)?.length ?? 0));
  assert.equal(misled.length, 0, name);
  measure(`matcher, ${name}`, probes, (address) => matcher.find(address).length > 0);
  measure(`plain Map, ${name}`, probes, (address) => map.has(address));
}
