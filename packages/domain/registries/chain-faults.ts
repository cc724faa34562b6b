import type { Chain } from "../src/chain.ts";

const BLOCK_TIME_MS_MAX = 60_000;
/** A partition holds some millions of transfers: less than an hour would make too many of them, a year too few. */
const PARTITION_MS_MIN = 3_600_000;
const PARTITION_MS_MAX = 365 * 86_400_000;

/** What in a chain's file contradicts itself or could not be used, one sentence each, named by chain. */
export function findChainFaults(chain: Chain): string[] {
  const faults: string[] = [];
  const { name, caip2, id, family, finality, blockTimeMs, partitionBlocks, explorer, sources } = chain;
  if (!/^[a-z][a-z0-9]*$/.test(name)) faults.push("its name is not lower-case letters and digits");
  if (!Number.isSafeInteger(id) || id <= 0) faults.push(`its id is ${id}, not a positive whole number`);
  if (caip2 !== `${family}:${id}`) faults.push(`its CAIP-2 id is ${caip2}, family and id say ${family}:${id}`);
  if (finality.kind === "depth" && !(Number.isSafeInteger(finality.blocks) && finality.blocks > 0)) {
    faults.push(`its finality depth is ${finality.blocks}, not a positive whole number`);
  }
  if (finality.why.length < 20) faults.push("it does not say why its finality rule holds");
  if (!(blockTimeMs > 0 && blockTimeMs <= BLOCK_TIME_MS_MAX)) faults.push(`its block time is ${blockTimeMs} ms`);
  const partitionMs = partitionBlocks * blockTimeMs;
  if (!(Number.isSafeInteger(partitionBlocks) && partitionMs >= PARTITION_MS_MIN && partitionMs <= PARTITION_MS_MAX)) {
    faults.push(`a partition of ${partitionBlocks} blocks takes ${partitionMs / PARTITION_MS_MIN} hours to fill`);
  }
  for (const { class: kind, why } of chain.unprovable ?? []) {
    if (why.length < 20) faults.push(`it does not say why ${kind} cannot be proven`);
  }
  if (chain.verify !== "proof" && chain.unprovable === undefined) {
    faults.push(`it does not say what keeps it at the policy "${chain.verify}"`);
  }
  for (const url of chain.publicEndpoints) {
    if (!isPlainHttps(url)) faults.push(`its endpoint ${url} is not an https address without a key`);
  }
  for (const link of Object.values(explorer ?? {})) {
    if (!isPlainHttps(link.replace("{}", "x")) || link.split("{}").length !== 2) {
      faults.push(`its explorer link ${link} is not an https address with one {}`);
    }
  }
  if (sources.length === 0) faults.push("it names no source");
  return faults.map((fault) => `${name}: ${fault}`);
}

/** What two chains may not share, one sentence for each that is shared. */
export function findSharedNames(chains: readonly Chain[]): string[] {
  const keys = ["name", "title", "id", "caip2"] as const;
  return keys.flatMap((key) => {
    const counts = Map.groupBy(chains, (chain) => chain[key]);
    return [...counts]
      .filter(([, owners]) => owners.length > 1)
      .map(([value, owners]) => `${owners.map(({ name }) => name).join(" and ")} share the ${key} ${value}`);
  });
}

function isPlainHttps(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search } = new URL(text);
  return protocol === "https:" && username === "" && search === "";
}
