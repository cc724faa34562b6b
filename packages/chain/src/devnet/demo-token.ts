import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { Token } from "@redflag/domain/token";
import { demoTryb, demoUsdc, demoUsdt } from "@redflag/domain/tokens/demo";
import type { ContractName } from "./contract-artifact.ts";

/** The demo's three tokens, in the order of their deployment. */
export const DEMO_TOKENS = ["usdt", "usdc", "tryb"] as const;
export type DemoToken = (typeof DEMO_TOKENS)[number];

export const DEMO_CONTRACTS: Readonly<Record<DemoToken, { contract: ContractName; address: Address }>> = {
  usdt: { contract: "TetherLike", address: addressOf(demoUsdt) },
  usdc: { contract: "CircleLike", address: addressOf(demoUsdc) },
  tryb: { contract: "LiraCoin", address: addressOf(demoTryb) },
};

function addressOf(token: Token): Address {
  const contract = token.contracts.find(({ chain }) => chain === "demo");
  assert(contract !== undefined, `${token.symbol} is not on the demo chain`);
  return contract.address;
}
