import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { logFilterFor } from "@redflag/domain/log-filter";
import { Random } from "../../simulator/random.ts";
import { buildBlock } from "./build-block.ts";
import { ChainWriter, FIRST_BLOCK, PARENT_OF_FIRST } from "./chain-writer.ts";
import { CountedPayments } from "./counted-payments.ts";
import { addressOf } from "./draw-address.ts";
import { TOKENS } from "./draw-amount.ts";
import { BlockDraw } from "./draw-block.ts";
import { CustomersDraw } from "./draw-customers.ts";
import { StrangersDraw } from "./draw-strangers.ts";
import { type ChainKind, type DrawnChain, FILES, findDrawnChain, writeManifest } from "./manifest.ts";

const TRANSFERS_PER_BLOCK = 50;
const GENESIS_TIME = 1_700_000_000;
/** However few its blocks are: longer than any rule looks back. */
const CHAIN_SECONDS = 120 * 86_400;
/** One address in so many is listed, and none that is in every second transfer: those have the first ordinals. */
const LISTED_ONE_IN = 1_000;
/** Where services are registered, as it were: one after the other. */
const JURISDICTIONS = ["US", "SC", "AE", "TR", "SG", "HK", "NG", "VG"];

/**
 * The directory of a chain with so many transfers; made unless it is there. The same number, code and tokens give the
 * same bytes.
 * @param cacheDir made if need be; chains that the code no longer makes are removed from it
 */
export function ensureChain(
  cacheDir: string,
  transferCount: number,
  kind: ChainKind,
): { directory: string; manifest: DrawnChain } {
  const filter = logFilterFor("ethereum");
  const source = digestOf(JSON.stringify(filter));
  const directory = join(cacheDir, `chain-${source}-${kind}-${transferCount}`);
  const found = findDrawnChain(directory);
  if (found !== undefined) return { directory, manifest: found };

  mkdirSync(cacheDir, { recursive: true });
  for (const name of readdirSync(cacheDir)) {
    if (name.startsWith("chain-") && !name.startsWith(`chain-${source}-`))
      rmSync(join(cacheDir, name), { recursive: true });
  }
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  const manifest = { ...writeBlocks(directory, transferCount, kind), filter };
  writeManifest(directory, manifest);
  return { directory, manifest };
}

function writeBlocks(directory: string, transferCount: number, kind: ChainKind): Omit<DrawnChain, "filter"> {
  const random = new Random("bench");
  const draw = kind === "novel" ? new StrangersDraw(random) : new CustomersDraw(random);
  const payments = new CountedPayments(draw);
  const blocks = new BlockDraw(random, payments);
  const blockCount = Math.ceil(transferCount / TRANSFERS_PER_BLOCK);
  const blockSeconds = Math.floor(CHAIN_SECONDS / blockCount);
  const writer = new ChainWriter(directory, blockCount);
  let parentHash = PARENT_OF_FIRST;
  let amountSum = 0n;
  for (let i = 0; i < blockCount; i++) {
    const transfers = blocks.next(Math.min(TRANSFERS_PER_BLOCK, transferCount - i * TRANSFERS_PER_BLOCK));
    for (const { amount } of transfers) amountSum += amount;
    const block = buildBlock(FIRST_BLOCK + i, GENESIS_TIME + i * blockSeconds, parentHash, transfers);
    parentHash = block.hash;
    writer.add(block);
  }
  writer.close();
  const { addresses, shares } = payments;
  const services = addresses.filter((ordinal) => ordinal < draw.services);
  writeFileSync(join(directory, FILES.list), listText(addresses));
  writeFileSync(join(directory, FILES.services), servicesText(services));
  return {
    firstBlock: FIRST_BLOCK,
    lastBlock: FIRST_BLOCK + blockCount - 1,
    transferCount,
    addressCount: addresses.length,
    amountSum: String(amountSum),
    services: services.map(addressOf),
    tokens: TOKENS,
    shares,
  };
}

function listText(addresses: readonly number[]): string {
  const rows = ["address"];
  for (let at = LISTED_ONE_IN / 2; at < addresses.length; at += LISTED_ONE_IN)
    rows.push(addressOf(addresses[at] as number));
  return `${rows.join("\n")}\n`;
}

function servicesText(services: readonly number[]): string {
  const rows = services.map(
    (ordinal) => `${addressOf(ordinal)},Exchange ${ordinal + 1},${JURISDICTIONS[ordinal % JURISDICTIONS.length]}`,
  );
  return `${["address,entity,jurisdictions", ...rows].join("\n")}\n`;
}

/** A chain made by other code is another chain. */
function digestOf(text: string): string {
  const digest = createHash("sha256").update(text);
  for (const name of readdirSync(import.meta.dirname).sort())
    digest.update(readFileSync(join(import.meta.dirname, name)));
  return digest.digest("hex").slice(0, 12);
}
