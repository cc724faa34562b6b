import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { Amount } from "@redflag/domain/money";
import type { Block } from "@redflag/domain/transfer";
import { accountAddress } from "./accounts.ts";
import { DEMO_CONTRACTS, type DemoToken } from "./demo-token.ts";
import { DEPLOYER, deployTokens, isDeployed } from "./deploy-tokens.ts";
import { readBlock, readData, readHash } from "./node-answer.ts";
import { openNode } from "./node-calls.ts";
import { replaceBlocks } from "./replace-blocks.ts";
import * as encode from "./token-calls.ts";
import { addressOf, createTransactionSender, type Party } from "./transaction-sender.ts";

export interface Payment {
  token: DemoToken;
  from: Party;
  to: Party;
  /** Base units: all three tokens have 6 decimals. */
  amount: Amount;
}

export interface MineOptions {
  timestamp?: number;
  afterParentS?: number;
}

/** The local chain as its only user: tokens, payments, blocks and reorgs. Whatever is sent waits until `mine`. */
export interface Devnet {
  /** Deploys the tokens in a block of their own where they are missing; asserts their addresses. */
  deploy(): Promise<Readonly<Record<DemoToken, Address>>>;
  account(index: number): Address;

  /** New money for account 0. */
  issue(token: DemoToken, amount: Amount): Promise<Hash>;
  redeem(token: "usdt" | "usdc", amount: Amount): Promise<Hash>;
  transfer(payment: Payment): Promise<Hash>;
  /** Hashes in the order of the payments; in the block only those of one sender are sure to keep it. */
  transferMany(payments: readonly Payment[]): Promise<Hash[]>;
  /** `transferFrom` by a third party; with amount 0 it needs nobody's consent. */
  transferFrom(spender: Party, payment: Payment): Promise<Hash>;
  blacklist(token: "usdt" | "usdc", account: Party): Promise<Hash>;
  unblacklist(token: "usdt" | "usdc", account: Party): Promise<Hash>;
  /** USDT only, and only of a blacklisted account. */
  destroyBlackFunds(account: Party): Promise<Hash>;
  getBalance(token: DemoToken, account: Party): Promise<Amount>;

  /**
   * Mines `count` blocks, one second apart, and returns the last. The first has the time given (unix seconds, after its
   * parent's, or seconds after its parent's), or else the clock's, unless the chain is ahead of it.
   */
  mine(count?: number, options?: MineOptions): Promise<Block>;
  /**
   * Replaces the last `depth` blocks (at most about 60: the node forgets older states). Every transaction comes back in
   * its block, except those in `drop`, which are returned as signed: `broadcast` brings one back under the same hash.
   */
  reorg(depth: number, options?: { drop?: readonly Hash[] }): Promise<{ head: Block; dropped: readonly Hex[] }>;
  broadcast(signed: Hex): Promise<Hash>;
  getHead(): Promise<Block>;
  close(): Promise<void>;
}

/** @param cacheDir where the compiled contracts are kept; see `compileContracts` */
export function openDevnet({ url, cacheDir }: { url: string; cacheDir: string }): Devnet {
  const node = openNode(url);
  const sender = createTransactionSender(node);

  async function send(from: Party, token: DemoToken, data: Hex): Promise<Hash> {
    const [hash] = await sender.send([{ from, to: DEMO_CONTRACTS[token].address, data }]);
    return hash as Hash;
  }

  async function getHead(): Promise<Block> {
    const { txHashes: _, ...block } = readBlock(await node.call("eth_getBlockByNumber", "latest", false));
    return block;
  }

  async function mine(count = 1, { timestamp, afterParentS }: MineOptions = {}): Promise<Block> {
    assert(Number.isInteger(count) && count >= 1);
    const parent = await getHead();
    const byClock = Math.max(parent.time + 1, Math.floor(Date.now() / 1000));
    const time = timestamp ?? (afterParentS === undefined ? byClock : parent.time + afterParentS);
    assert(time > parent.time, `a block at ${time} cannot follow one at ${parent.time}`);
    await node.call("evm_mine", { timestamp: time });
    if (count > 1) await node.call("anvil_mine", count - 1, 1);
    return getHead();
  }

  return {
    async deploy() {
      if (!(await isDeployed(node))) await deployTokens(node, sender, () => mine(1, { afterParentS: 1 }), cacheDir);
      const { usdt, usdc, tryb } = DEMO_CONTRACTS;
      return { usdt: usdt.address, usdc: usdc.address, tryb: tryb.address };
    },
    account: accountAddress,

    issue: (token, amount) => send(DEPLOYER, token, encode.encodeIssue(token, accountAddress(DEPLOYER), amount)),
    redeem: (token, amount) => send(DEPLOYER, token, encode.encodeRedeem(token, amount)),
    transfer: ({ token, from, to, amount }) => send(from, token, encode.encodeTransfer(addressOf(to), amount)),
    transferMany: (payments) =>
      sender.send(
        payments.map(({ token, from, to, amount }) => ({
          from,
          to: DEMO_CONTRACTS[token].address,
          data: encode.encodeTransfer(addressOf(to), amount),
        })),
      ),
    transferFrom: (spender, { token, from, to, amount }) =>
      send(spender, token, encode.encodeTransferFrom(addressOf(from), addressOf(to), amount)),
    blacklist: (token, account) => send(DEPLOYER, token, encode.encodeBlacklist(token, addressOf(account))),
    unblacklist: (token, account) => send(DEPLOYER, token, encode.encodeUnblacklist(token, addressOf(account))),
    destroyBlackFunds: (account) => send(DEPLOYER, "usdt", encode.encodeDestroyBlackFunds(addressOf(account))),
    async getBalance(token, account) {
      const call = { to: DEMO_CONTRACTS[token].address, data: encode.encodeBalanceOf(addressOf(account)) };
      return BigInt(readData(await node.call("eth_call", call, "latest")));
    },

    mine,
    async reorg(depth, { drop = [] } = {}) {
      const dropped = await replaceBlocks(node, depth, drop);
      return { head: await getHead(), dropped };
    },
    broadcast: async (signed) => readHash(await node.call("eth_sendRawTransaction", signed)),
    getHead,
    close: () => node.close(),
  };
}
