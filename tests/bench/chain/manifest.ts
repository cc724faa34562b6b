import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the synthetic chain holds: the server serves it, the contenders read it, the check afterwards holds them to it. */
export interface ChainManifest {
  firstBlock: number;
  lastBlock: number;
  transferCount: number;
  /** Addresses that sent or received. */
  addressCount: number;
  /** Of all transfers, in base units whatever the token: a figure to compare. Decimal. */
  amountSum: string;
  /** What an indexer asks for: these contracts, these first topics. */
  filter: { addresses: readonly string[]; topics0: readonly string[] };
}

/** Files of a chain's directory. The manifest is written last: where it is, the others are whole. */
export const FILES = {
  manifest: "manifest.json",
  logs: "logs",
  headers: "headers",
  places: "places",
  list: "list.csv",
};

export function findManifest(directory: string): ChainManifest | undefined {
  try {
    return getManifest(directory);
  } catch {
    return undefined;
  }
}

export function getManifest(directory: string): ChainManifest {
  return JSON.parse(readFileSync(join(directory, FILES.manifest), "utf8")) as ChainManifest;
}

export function writeManifest(directory: string, manifest: ChainManifest): void {
  writeFileSync(join(directory, FILES.manifest), JSON.stringify(manifest));
}
