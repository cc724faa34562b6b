import { finished } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { DrawnChain } from "../../chain/manifest.ts";
import { CopyRows } from "../copy-rows.ts";
import { copyOut } from "./copy-out.ts";
import { emptyMemory, type FoldedTransfer, fold, type Memory } from "./memory.ts";
import { decodeMemory, encodeAcquaintances, encodeExposure, encodeState } from "./memory-codec.ts";

/** As the product's lane: 50,000 transfers, since the chain has 50 in a block. */
const STEP_BLOCKS = 1_000;
const CHAIN_ID = 1;
const ADDRESS_BYTES = 20;
/** Lengths, key and acquaintances: 96 fingerprints and eight figures. */
const ROW_BYTES = 2 + 5 * 4 + 8 + ADDRESS_BYTES + 96 * 6 + 2 + 8 * 8;
const BUFFER_BYTES = 2 ** 24;
const BASE_DECIMALS = 6;

/** How many addresses have followed money, and how many bytes of it: what the product was found to store. */
export interface ExposureSize {
  share: number;
  bytes: number;
}

const PREPARE = `
  create temp table touched (address bytea) on commit delete rows;
  create temp table grown (chain_id bigint, address bytea, state bytea, pairs bytea, exposure bytea) on commit delete rows;
  set enable_hashjoin = off;
  set enable_mergejoin = off;
`;
const PROFILES =
  "select p.address, p.state, p.pairs, p.exposure from touched as t " +
  `join profile as p on p.chain_id = ${CHAIN_ID} and p.address = t.address`;
const COPY_TOUCHED = "copy touched from stdin binary";
const COPY_NEW = "copy profile (chain_id, address, state, pairs, exposure) from stdin binary";
const COPY_GROWN = "copy grown from stdin binary";
const UPDATE_GROWN = `
  update profile as p set state = g.state, pairs = g.pairs, exposure = g.exposure
  from grown as g where p.chain_id = ${CHAIN_ID} and p.address = g.address`;
const UPDATE_LANE = `
  update lane set head_position = $1, final_position = $1, checkpoint_position = $1, depth_position = $1
  where chain_id = ${CHAIN_ID}`;

/** Grows the stored memory of each address by the transfers that the ledger holds, step by step. */
export async function keepProfiles(chain: DrawnChain, databaseUrl: string, exposure: ExposureSize): Promise<void> {
  const [reader, writer] = [new pg.Client(databaseUrl), new pg.Client(databaseUrl)];
  await Promise.all([reader.connect(), writer.connect()]);
  await writer.query(PREPARE);
  const keeper = new ProfileKeeper(chain, exposure);
  const { firstBlock, lastBlock } = chain;
  let coming = keeper.read(reader, firstBlock);
  for (let from = firstBlock; from <= lastBlock; from += STEP_BLOCKS) {
    const transfers = await coming;
    // While this step is folded and written, the next one's transfers arrive.
    if (from + STEP_BLOCKS <= lastBlock) coming = keeper.read(reader, from + STEP_BLOCKS);
    await keeper.step(writer, transfers, Math.min(lastBlock, from + STEP_BLOCKS - 1));
  }
  await Promise.all([reader.end(), writer.end()]);
}

class ProfileKeeper {
  readonly #exposure: ExposureSize;
  readonly #hubs: ReadonlySet<string>;
  /** Contracts by their place here; currencies by theirs. */
  readonly #contracts: readonly string[];
  readonly #pegs: readonly number[];
  readonly #divisors: readonly bigint[];
  #newCount = 0;

  constructor({ tokens, services }: DrawnChain, exposure: ExposureSize) {
    this.#exposure = exposure;
    this.#hubs = new Set(services.map(latin1Of));
    this.#contracts = tokens.map(({ contract }) => latin1Of(contract));
    const pegs = [...new Set(tokens.map(({ peg }) => peg))];
    this.#pegs = tokens.map(({ peg }) => pegs.indexOf(peg));
    this.#divisors = tokens.map(({ decimals }) => 10n ** BigInt(decimals - BASE_DECIMALS));
  }

  async read(client: pg.Client, from: number): Promise<FoldedTransfer[]> {
    const times = await readTimes(client, from);
    const fields = await copyOut(
      client,
      `select block_number, log_index, token, sender, recipient, amount::text from transfer
       where chain_id = ${CHAIN_ID} and block_number between ${from} and ${from + STEP_BLOCKS - 1}
       order by block_number, log_index`,
    );
    const transfers: FoldedTransfer[] = [];
    while (fields.next()) {
      const [block, logIndex] = [fields.bigint(), fields.integer()];
      const token = this.#contracts.indexOf(fields.latin1());
      const [sender, recipient] = [fields.latin1(), fields.latin1()];
      const micros = this.#microsOf(fields.latin1(), token);
      transfers.push({
        block,
        logIndex,
        token,
        sender,
        recipient,
        micros,
        peg: this.#pegs[token] as number,
        time: times[block - from] as number,
      });
    }
    return transfers;
  }

  #microsOf(amount: string, token: number): number {
    const divisor = this.#divisors[token] as bigint;
    return divisor === 1n ? Number(amount) : Number(BigInt(amount) / divisor);
  }

  /** One transaction. */
  async step(client: pg.Client, transfers: readonly FoldedTransfer[], to: number): Promise<void> {
    const touched = new Set<string>();
    for (const { sender, recipient } of transfers) touched.add(sender).add(recipient);
    // In the order of the index: neighbours are read and written together.
    const addresses = [...touched].sort();
    await client.query("begin");
    const memories = await this.#find(client, addresses);
    for (const transfer of transfers) {
      const { sender, recipient, time } = transfer;
      fold(this.#take(memories, sender, time), this.#take(memories, recipient, time), transfer, this.#hubs);
    }
    await this.#write(client, addresses, memories);
    await client.query(UPDATE_LANE, [to]);
    await client.query("commit");
  }

  async #find(client: pg.Client, addresses: readonly string[]): Promise<Map<string, Memory>> {
    const rows = new CopyRows(64 + addresses.length * (6 + ADDRESS_BYTES));
    for (const address of addresses) {
      rows.row(1, 4 + ADDRESS_BYTES);
      rows.latin1(address);
    }
    await copyIn(client, COPY_TOUCHED, rows);
    const memories = new Map<string, Memory>();
    const fields = await copyOut(client, PROFILES);
    while (fields.next()) {
      const address = fields.latin1();
      const [state, pairs, exposure] = [fields.bytes(), fields.bytes(), fields.bytes()];
      if (state !== undefined) memories.set(address, decodeMemory(state, pairs, exposure));
    }
    return memories;
  }

  #take(memories: Map<string, Memory>, address: string, time: number): Memory {
    let memory = memories.get(address);
    if (memory !== undefined) return memory;
    memory = emptyMemory(time);
    memories.set(address, memory);
    const { share, bytes } = this.#exposure;
    // Spread evenly, and as many as there are to be.
    if (Math.floor(++this.#newCount * share) > Math.floor((this.#newCount - 1) * share))
      memory.exposure = new Array<number>(bytes >> 3).fill(0);
    return memory;
  }

  async #write(client: pg.Client, addresses: readonly string[], memories: ReadonlyMap<string, Memory>): Promise<void> {
    const [added, grown] = [new CopyRows(BUFFER_BYTES), new CopyRows(BUFFER_BYTES)];
    for (const address of addresses) {
      const memory = memories.get(address) as Memory;
      const rows = memory.isStored ? grown : added;
      const state = encodeState(memory, this.#contracts);
      rows.row(5, ROW_BYTES + state.length + this.#exposure.bytes);
      rows.bigint(CHAIN_ID);
      rows.latin1(address);
      rows.bytes(state);
      const { acquaintances, exposure } = memory;
      rows.bytesOrNull(acquaintances && encodeAcquaintances(acquaintances));
      rows.bytesOrNull(exposure && encodeExposure(exposure, this.#exposure.bytes));
    }
    await copyIn(client, COPY_NEW, added);
    await copyIn(client, COPY_GROWN, grown);
    await client.query(UPDATE_GROWN);
  }
}

/** Of blocks from this one on, in unix seconds. */
async function readTimes(client: pg.Client, from: number): Promise<number[]> {
  const fields = await copyOut(
    client,
    `select extract(epoch from time)::integer from block
     where chain_id = ${CHAIN_ID} and number between ${from} and ${from + STEP_BLOCKS - 1} order by number`,
  );
  const times: number[] = [];
  while (fields.next()) times.push(fields.integer());
  return times;
}

async function copyIn(client: pg.Client, statement: string, rows: CopyRows): Promise<void> {
  const stream = client.query(copyFrom(statement));
  stream.end(rows.finish());
  await finished(stream);
}

function latin1Of(address: string): string {
  return Buffer.from(address.slice(2), "hex").toString("latin1");
}
