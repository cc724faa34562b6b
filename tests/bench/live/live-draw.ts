import type { Address } from "@redflag/domain/address";
import { TRANSFER_TOPIC } from "@redflag/domain/decode-transfer";
import type { Hash } from "@redflag/domain/hex";
import { listContracts } from "@redflag/domain/token-registry";
import { Random } from "../../simulator/random.ts";
import { addressOf, txHashOf } from "../chain/draw-address.ts";
import { CustomersDraw } from "../chain/draw-customers.ts";
import type { PaymentDraw } from "../chain/payment-draw.ts";
import type { BlockPlan, DrawnLog } from "./block-plan.ts";
import { CHAIN_LOADS, type ChainLoad } from "./chain-load.ts";
import type { LiveBlock } from "./live-block.ts";

/** One payment in so many goes to a listed address, unless told otherwise. */
const LISTED_ONE_IN = 100;
/** Far above whatever a chain's own draw gives. */
const LISTED_FROM = 2 ** 25;
/** Of a chain, so that no hash is on two of them; nine times it, eight words each, are fewer than 2 ** 32. */
const TRANSACTIONS_MAX = 2 ** 25;
/** Contracts besides the tokens. */
const OTHER_CONTRACTS_FROM = 2 ** 24;
const OTHER_CONTRACTS = 300;
/** What nearly all is paid in, where a chain has it. */
const USUAL = ["USDT", "USDC"];
const AMOUNT_MAX = 5_000;

/** Addresses that are listed, by whoever screens these chains. */
export const LISTED_ADDRESSES = listedAddresses(20);

export function listedAddresses(count: number): readonly Address[] {
  return Array.from({ length: count }, (_, i) => addressOf(LISTED_FROM + i));
}

export type DrawnBlock = Pick<BlockPlan, "transactions"> & Pick<LiveBlock, "listedTransactions">;

/** What a chain's blocks hold, drawn one after the other. */
export class LiveDraw {
  readonly tokens: ReadonlySet<string>;
  readonly #load: ChainLoad;
  readonly #random: Random;
  readonly #payments: CustomersDraw;
  readonly #contracts: ReadonlyArray<{ address: Address; decimals: number }>;
  readonly #listed: readonly Address[];
  readonly #listedOneIn: number;
  readonly #firstTransaction: number;
  #paid = 0;
  #transactions = 0;

  constructor(load: ChainLoad, listed = LISTED_ADDRESSES, listedOneIn = LISTED_ONE_IN) {
    this.#load = load;
    this.#listed = listed;
    this.#listedOneIn = listedOneIn;
    this.#firstTransaction = CHAIN_LOADS.findIndex(({ chain }) => chain.id === load.chain.id) * TRANSACTIONS_MAX;
    this.#random = new Random(`load of ${load.chain.name}`);
    this.#payments = new CustomersDraw(this.#random);
    const known = listContracts(load.chain.name);
    const usual = known.filter(({ token }) => USUAL.includes(token.symbol));
    this.#contracts = (usual.length > 0 ? usual : known).map(({ contract }) => contract);
    this.tokens = new Set(known.map(({ contract }) => contract.address));
  }

  hashBefore(): Hash {
    return `0x${(this.#load.firstBlock - 1).toString(16).padStart(16, "0")}${"11".repeat(24)}`;
  }

  /** What a block holds that can be seen so many milliseconds after the beginning: payments as many as are due. */
  next(atMs: number): DrawnBlock {
    return this.draw(Math.floor((this.#load.transfersPerS * atMs) / 1000) - this.#paid);
  }

  /** A block of so many payments, of the chain's customers where nobody else is named. */
  draw(payments: number, who: PaymentDraw = this.#payments): DrawnBlock {
    const { receiptsPerBlock, logsPerReceipt } = this.#load;
    const logs = Array.from({ length: Math.max(payments, receiptsPerBlock) }, (): DrawnLog[] => []);
    const transactions = logs
      .slice(0, receiptsPerBlock || payments)
      .map((own) => ({ hash: this.#newHash(), logs: own }));
    const listed = new Set<Hash>();
    for (let i = 0; i < payments; i++) {
      const transaction = transactions[Math.floor((i * transactions.length) / payments)];
      const isListed = ++this.#paid % this.#listedOneIn === 0;
      transaction?.logs.push(this.#payment(who, isListed));
      if (transaction !== undefined && isListed) listed.add(transaction.hash);
    }
    if (receiptsPerBlock > 0) {
      for (const { logs: own } of transactions) while (own.length < logsPerReceipt) own.push(this.#otherLog());
    }
    return { transactions, listedTransactions: [...listed] };
  }

  #payment(who: PaymentDraw, isListed: boolean): DrawnLog {
    const random = this.#random;
    const { from, to } = who.next();
    const { address, decimals } = random.pick(this.#contracts);
    const amount = BigInt(random.between(1, AMOUNT_MAX)) * 10n ** BigInt(decimals);
    const recipient = isListed ? random.pick(this.#listed) : addressOf(to);
    return {
      address,
      topics: [TRANSFER_TOPIC, wordOf(addressOf(from)), wordOf(recipient)],
      data: `0x${amount.toString(16).padStart(64, "0")}`,
    };
  }

  /** Somebody else's: an event of a contract that nobody asks for, of two to three topics and one to five words. */
  #otherLog(): DrawnLog {
    const random = this.#random;
    const words = Array.from({ length: random.between(1, 5) }, () => random.between(1, 2 ** 32 - 1).toString(16));
    const topics = Array.from({ length: random.between(1, 2) }, () => wordOf(addressOf(random.between(1, 2 ** 20))));
    return {
      address: addressOf(OTHER_CONTRACTS_FROM + random.between(1, OTHER_CONTRACTS)),
      topics: [txHashOf(random.between(1, 40)), ...topics],
      data: `0x${words.map((word) => word.padStart(64, "0")).join("")}`,
    };
  }

  #newHash(): Hash {
    return txHashOf(this.#firstTransaction + this.#transactions++);
  }
}

function wordOf(address: Address): Hash {
  return `0x${address.slice(2).padStart(64, "0")}`;
}
