import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { logFilterFor } from "@redflag/domain/log-filter";
import { Random } from "../../simulator/random.ts";
import { buildBlock } from "./build-block.ts";
import { ChainWriter, FIRST_BLOCK, PARENT_OF_FIRST } from "./chain-writer.ts";
import { AddressDraw, addressOf } from "./draw-address.ts";
import { BlockDraw } from "./draw-block.ts";
import { type ChainManifest, FILES, findManifest, writeManifest } from "./manifest.ts";

const TRANSFERS_PER_BLOCK = 50;
const GENESIS_TIME = 1_700_000_000;
const BLOCK_SECONDS = 12;
/** One address in so many is listed; the first ones, which are in every second transfer, are not. */
const LISTED_ONE_IN = 1_000;

/**
 * The directory of a chain with so many transfers; made unless it is there. The same number, code and tokens give the
 * same bytes.
 * @param cacheDir made if need be; chains that the code no longer makes are removed from it
 */
export function ensureChain(cacheDir: string, transferCount: number): { directory: string; manifest: ChainManifest } {
  const filter = logFilterFor("ethereum");
  const source = digestOf(JSON.stringify(filter));
  const directory = join(cacheDir, `chain-${source}-${transferCount}`);
  const found = findManifest(directory);
  if (found !== undefined) return { directory, manifest: found };

  mkdirSync(cacheDir, { recursive: true });
  for (const name of readdirSync(cacheDir)) {
    if (name.startsWith("chain-") && !name.startsWith(`chain-${source}-`))
      rmSync(join(cacheDir, name), { recursive: true });
  }
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  const manifest = { ...writeBlocks(directory, transferCount), filter };
  writeManifest(directory, manifest);
  return { directory, manifest };
}

function writeBlocks(directory: string, transferCount: number): Omit<ChainManifest, "filter"> {
  const random = new Random("bench");
  const addresses = new AddressDraw(random);
  const blocks = new BlockDraw(random, addresses);
  const blockCount = Math.ceil(transferCount / TRANSFERS_PER_BLOCK);
  const writer = new ChainWriter(directory, blockCount);
  let parentHash = PARENT_OF_FIRST;
  let amountSum = 0n;
  for (let i = 0; i < blockCount; i++) {
    const transfers = blocks.next(Math.min(TRANSFERS_PER_BLOCK, transferCount - i * TRANSFERS_PER_BLOCK));
    for (const { amount } of transfers) amountSum += amount;
    const block = buildBlock(FIRST_BLOCK + i, GENESIS_TIME + i * BLOCK_SECONDS, parentHash, transfers);
    parentHash = block.hash;
    writer.add(block);
  }
  writer.close();
  writeFileSync(join(directory, FILES.list), listText(addresses.count));
  return {
    firstBlock: FIRST_BLOCK,
    lastBlock: FIRST_BLOCK + blockCount - 1,
    transferCount,
    addressCount: addresses.count,
    amountSum: String(amountSum),
  };
}

function listText(addressCount: number): string {
  const rows = ["address"];
  for (let ordinal = LISTED_ONE_IN / 2; ordinal < addressCount; ordinal += LISTED_ONE_IN) rows.push(addressOf(ordinal));
  return `${rows.join("\n")}\n`;
}

/** A chain made by other code is another chain. */
function digestOf(text: string): string {
  const digest = createHash("sha256").update(text);
  for (const name of readdirSync(import.meta.dirname).sort())
    digest.update(readFileSync(join(import.meta.dirname, name)));
  return digest.digest("hex").slice(0, 12);
}
