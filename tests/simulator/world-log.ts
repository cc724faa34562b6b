import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { IssuerEventKind } from "@redflag/domain/transfer";

/** What a log says, as whoever wrote it into the world meant it: the oracle never decodes. */
export type Meaning =
  | { kind: "transfer"; sender: Address; recipient: Address; amount: bigint }
  | { kind: "issuer_event"; event: IssuerEventKind; account?: Address; amount?: bigint }
  /** Of a known token and unreadable. */
  | { kind: "refused" }
  /** Nothing that Redflag asks for. */
  | { kind: "other" };

export interface WorldLog {
  address: Address;
  topics: Hash[];
  data: Hex;
  meaning: Meaning;
}

/** The demo chain's tokens: one contract of each kind. */
const TETHER: Address = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
const CIRCLE: Address = "0xe7f1725e7734ce288f8367e1bb143e90bb3f0512";
const LIRA: Address = "0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0";
export const TOKENS: readonly Address[] = [TETHER, CIRCLE, LIRA];

const TRANSFER: Hash = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
const APPROVAL: Hash = "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925";
const ADDED_BLACK_LIST: Hash = "0x42e160154868087d6bfdc0ca23d96a1c1cfa32f1b72ba9ba27b69b98a0d819dc";
const DESTROYED_BLACK_FUNDS: Hash = "0x61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c6";
const REMOVED_BLACK_LIST: Hash = "0xd7e9ec6e6ecd65492dce6bf513cd6867560d49544421d0783ddf06e76c24470c";
const BLACKLISTED: Hash = "0xffa4e6181777692565cf28528fc88fd1516ea86b56da075235fa575af6a4b855";
const UNBLACKLISTED: Hash = "0x117e3210bb9aa7d9baff172026820255c6f6c30ba8999d1c2fd88e2848137c4e";

function word(value: Address | bigint): Hash {
  const digits = typeof value === "bigint" ? value.toString(16) : value.slice(2);
  return `0x${digits.padStart(64, "0")}`;
}

export function transferLog(token: Address, sender: Address, recipient: Address, amount: bigint): WorldLog {
  const topics = [TRANSFER, word(sender), word(recipient)];
  return { address: token, topics, data: word(amount), meaning: { kind: "transfer", sender, recipient, amount } };
}

export function tetherFreezeLog(account: Address): WorldLog {
  const meaning: Meaning = { kind: "issuer_event", event: "freeze", account };
  return { address: TETHER, topics: [ADDED_BLACK_LIST], data: word(account), meaning };
}

export function tetherUnfreezeLog(account: Address): WorldLog {
  const meaning: Meaning = { kind: "issuer_event", event: "unfreeze", account };
  return { address: TETHER, topics: [REMOVED_BLACK_LIST], data: word(account), meaning };
}

export function tetherDestroyLog(account: Address, amount: bigint): WorldLog {
  const data: Hex = `${word(account)}${word(amount).slice(2)}`;
  const meaning: Meaning = { kind: "issuer_event", event: "destroy", account, amount };
  return { address: TETHER, topics: [DESTROYED_BLACK_FUNDS], data, meaning };
}

export function circleFreezeLog(account: Address): WorldLog {
  const meaning: Meaning = { kind: "issuer_event", event: "freeze", account };
  return { address: CIRCLE, topics: [BLACKLISTED, word(account)], data: "0x", meaning };
}

export function circleUnfreezeLog(account: Address): WorldLog {
  const meaning: Meaning = { kind: "issuer_event", event: "unfreeze", account };
  return { address: CIRCLE, topics: [UNBLACKLISTED, word(account)], data: "0x", meaning };
}

/** A transfer's topic on something that is none: a token id, or an amount cut short. */
export function malformedLog(token: Address, sender: Address, recipient: Address, shape: "nft" | "cut"): WorldLog {
  const topics = [TRANSFER, word(sender), word(recipient)];
  if (shape === "nft") topics.push(word(7n));
  return { address: token, topics, data: shape === "nft" ? "0x" : "0x0102", meaning: { kind: "refused" } };
}

export function approvalLog(token: Address, owner: Address, spender: Address): WorldLog {
  return { address: token, topics: [APPROVAL, word(owner), word(spender)], data: word(1n), meaning: { kind: "other" } };
}
