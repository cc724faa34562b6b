import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** `customers` is like a stablecoin chain (draw-customers.ts), `novel` the hardest that rules about new pairs can meet. */
export type ChainKind = "customers" | "novel";

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

/** Of the payments of a chain, from 0 to 1: what they have in common with those of a real one. */
export interface ChainShares {
  /** No payment before went from the same payer to the same payee. */
  novelPairs: number;
  /** The payer or the payee is listed as a service. */
  ofServices: number;
}

/** One that the bench drew. */
export interface DrawnChain extends ChainManifest {
  /** Of its addresses the ones that are listed as services. */
  services: string[];
  /** What its payments are in. */
  tokens: DrawnToken[];
  shares: ChainShares;
}

export interface DrawnToken {
  contract: string;
  decimals: number;
  /** ISO 4217 */
  peg: string;
}

/** Files of a chain's directory. The manifest is written last: where it is, the others are whole. */
export const FILES = {
  manifest: "manifest.json",
  logs: "logs",
  headers: "headers",
  places: "places",
  list: "list.csv",
  services: "services.csv",
};

export function findDrawnChain(directory: string): DrawnChain | undefined {
  try {
    return getDrawnChain(directory);
  } catch {
    return undefined;
  }
}

export function getManifest(directory: string): ChainManifest {
  return JSON.parse(readFileSync(join(directory, FILES.manifest), "utf8")) as ChainManifest;
}

/** Of a directory that `ensureChain` gave. */
export function getDrawnChain(directory: string): DrawnChain {
  return getManifest(directory) as DrawnChain;
}

export function writeManifest(directory: string, manifest: ChainManifest): void {
  writeFileSync(join(directory, FILES.manifest), JSON.stringify(manifest));
}
