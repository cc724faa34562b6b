import { createHash } from "node:crypto";
import type { Address } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import type { Hash } from "@redflag/domain/hex";
import { listContracts } from "@redflag/domain/token-registry";
import type { Block, IssuerEvent, Transfer } from "@redflag/domain/transfer";
import type { LedgerRange } from "@redflag/store/ledger-range";

export const LISTED: Address = `0x${"a1".repeat(20)}`;
export const PAYER: Address = `0x${"b2".repeat(20)}`;
const BLOCK_TIME_S = 12;
const START_TIME_S = 1_767_225_600;

export interface Payment {
  /** Names the transaction: the same name is the same transaction, in whatever block. */
  tx: string;
  from?: Address;
  to?: Address;
  amount?: bigint;
  /** On the demo chain; the first of its tokens where absent. */
  token?: Address;
}

interface MinedBlock {
  block: Block;
  transfers: Transfer[];
  issuerEvents: IssuerEvent[];
}

function hash32(...parts: Array<string | number>): Hash {
  return `0x${createHash("sha256").update(parts.join("/")).digest("hex")}`;
}

/** A chain for the tests of screening: what ingest would have stored, with forks. */
export class SampleChain {
  #blocks: MinedBlock[];
  readonly #branch: string;

  constructor(branch = "a", blocks: MinedBlock[] = []) {
    this.#branch = branch;
    this.#blocks = blocks;
  }

  get head(): number {
    return this.#blocks.length;
  }

  /** Adds the next block; numbers begin at 1. */
  mine(...payments: Payment[]): this {
    return this.mineAfter(BLOCK_TIME_S, ...payments);
  }

  mineAfter(seconds: number, ...payments: Payment[]): this {
    const parent = this.#blocks.at(-1)?.block;
    const number = this.head + 1;
    const usual = listContracts("demo")[0]?.contract.address;
    if (usual === undefined) throw new Error("the demo chain has tokens");
    const block: Block = {
      number,
      hash: hash32(this.#branch, number, JSON.stringify(payments.map((p) => p.tx))),
      parentHash: parent?.hash ?? hash32("genesis"),
      time: (parent?.time ?? START_TIME_S) + seconds,
    };
    const transfers = payments.map(
      ({ tx, from = PAYER, to = LISTED, amount = 1_000_000n, token = usual }, logIndex) => ({
        blockNumber: number,
        logIndex,
        txHash: hash32("tx", tx),
        txOrdinal: 0,
        token,
        sender: from,
        recipient: to,
        amount,
      }),
    );
    this.#blocks.push({ block, transfers, issuerEvents: [] });
    return this;
  }

  /** Adds a block in which the issuer freezes an account, or unfreezes it. */
  say(kind: "freeze" | "unfreeze", account: Address): this {
    this.mine();
    const mined = this.#blocks.at(-1);
    const token = listContracts("demo")[0]?.contract.address;
    if (mined === undefined || token === undefined) throw new Error("a block was mined, and the demo chain has tokens");
    const txHash = hash32(kind, account, this.head);
    mined.issuerEvents.push({ blockNumber: this.head, logIndex: 0, txHash, ordinal: 0, token, kind, account });
    return this;
  }

  /** The same chain up to a block, to grow another way from there. */
  fork(branch: string, at: number): SampleChain {
    return new SampleChain(branch, this.#blocks.slice(0, at));
  }

  blockAt(number: number): Block {
    const mined = this.#blocks[number - 1];
    if (mined === undefined) throw new Error(`no block ${number}`);
    return mined.block;
  }

  range(from: number, to = this.head): LedgerRange {
    const mined = this.#blocks.slice(from - 1, to);
    return {
      blocks: mined.map(({ block }) => block),
      transfers: mined.flatMap(({ transfers }) => transfers),
      issuerEvents: mined.flatMap(({ issuerEvents }) => issuerEvents),
      bridgeEvents: [],
      refusedLogs: [],
      endpoint: "sample",
      level: "self_consistent",
    };
  }
}

export const sampleLane = { ...demo, partitionBlocks: 1_000 };
