import type { Address } from "@redflag/domain/address";
import type { Hex } from "@redflag/domain/hex";
import type { Amount } from "@redflag/domain/money";
import { Interface } from "ethers";
import type { DemoToken } from "./demo-token.ts";

/** Everything the demo calls; a test holds it against the compiled contracts. */
export const TOKEN_FUNCTIONS = {
  all: [
    "function transfer(address to, uint256 value)",
    "function transferFrom(address from, address to, uint256 value)",
    "function balanceOf(address account) view returns (uint256)",
  ],
  usdt: [
    "function issue(uint256 amount)",
    "function redeem(uint256 amount)",
    "function addBlackList(address user)",
    "function removeBlackList(address user)",
    "function destroyBlackFunds(address user)",
  ],
  usdc: [
    "function mint(address to, uint256 amount)",
    "function burn(uint256 amount)",
    "function blacklist(address account)",
    "function unBlacklist(address account)",
  ],
  tryb: ["function mint(address to, uint256 amount)"],
} as const;

const COMMON = new Interface(TOKEN_FUNCTIONS.all);
const OWN: Readonly<Record<DemoToken, Interface>> = {
  usdt: new Interface(TOKEN_FUNCTIONS.usdt),
  usdc: new Interface(TOKEN_FUNCTIONS.usdc),
  tryb: new Interface(TOKEN_FUNCTIONS.tryb),
};

export function encodeTransfer(to: Address, amount: Amount): Hex {
  return encode(COMMON, "transfer", to, amount);
}

export function encodeTransferFrom(from: Address, to: Address, amount: Amount): Hex {
  return encode(COMMON, "transferFrom", from, to, amount);
}

export function encodeBalanceOf(account: Address): Hex {
  return encode(COMMON, "balanceOf", account);
}

/** New money for the owner, in the issuer's own way. */
export function encodeIssue(token: DemoToken, owner: Address, amount: Amount): Hex {
  return token === "usdt" ? encode(OWN.usdt, "issue", amount) : encode(OWN[token], "mint", owner, amount);
}

/** The owner's money taken out of the world. */
export function encodeRedeem(token: "usdt" | "usdc", amount: Amount): Hex {
  return encode(OWN[token], token === "usdt" ? "redeem" : "burn", amount);
}

export function encodeBlacklist(token: "usdt" | "usdc", account: Address): Hex {
  return encode(OWN[token], token === "usdt" ? "addBlackList" : "blacklist", account);
}

export function encodeUnblacklist(token: "usdt" | "usdc", account: Address): Hex {
  return encode(OWN[token], token === "usdt" ? "removeBlackList" : "unBlacklist", account);
}

/** Only Tether's contract knows it: a blacklisted account's balance becomes zero. */
export function encodeDestroyBlackFunds(account: Address): Hex {
  return encode(OWN.usdt, "destroyBlackFunds", account);
}

function encode(functions: Interface, name: string, ...args: readonly (Address | Amount)[]): Hex {
  return functions.encodeFunctionData(name, args) as Hex;
}
