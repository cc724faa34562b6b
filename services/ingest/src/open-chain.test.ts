import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { createLogger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import { afterEach, expect, test } from "vitest";
import { openChain } from "./open-chain.ts";

const ENDPOINT = "https://one.example";
const logger = createLogger({ service: "test", level: "silent" });
const services = { db: {} as Database, logger };
const bare: Chain = { ...ethereum, name: "bare", title: "Bare Chain", id: 999_001 };
/** As somebody leaves it who has added a chain and not yet a token. */
const registry = CHAINS as Chain[];
afterEach(() => {
  if (registry.includes(bare)) registry.splice(registry.indexOf(bare), 1);
});

const refusal = (code: string, detail: RegExp) =>
  expect.objectContaining({ code, detail: expect.stringMatching(detail) });

test("a chain without a known contract is refused before anything is asked, and named", () => {
  registry.push(bare);
  expect(() => openChain(bare, { endpoints: [ENDPOINT] }, services)).toThrow(
    refusal("config_invalid", /^REDFLAG_RPC_BARE: no token or bridge on Bare Chain is in the registry/),
  );
});

test("a chain without an endpoint is missing one, whatever is known of it", () => {
  for (const config of [undefined, { endpoints: [] }]) {
    expect(() => openChain(ethereum, config, services)).toThrow(refusal("endpoint_missing", /REDFLAG_RPC_ETHEREUM/));
  }
});

test("endpoints that only tell of new heads leave nobody to ask, which is said without their keys", () => {
  const config = { endpoints: ["wss://one.example/hunter2", "ws://two.example"] };
  expect(() => openChain(ethereum, config, services)).toThrow(
    refusal("endpoint_missing", /^ethereum: REDFLAG_RPC_ETHEREUM has only ws:\/\/ endpoints, (?!.*hunter2)/),
  );
});

test("endpoints to ask and endpoints to listen to are told apart, and the first one's rate sets the pace", async () => {
  const endpoints = [`${ENDPOINT}#rps=4`, "wss://one.example", "https://two.example#rps=1"];
  const deps = openChain(ethereum, { endpoints }, services);
  expect([deps.headUrls, deps.pace]).toEqual([["wss://one.example"], { pollMs: 500, gapMs: 500 }]);
  await deps.source.close();
});

test("a chain with both is opened at the policy that was asked for, else at its own", async () => {
  for (const verify of ["bloom", undefined] as const) {
    const deps = openChain(ethereum, { endpoints: [ENDPOINT], ...(verify && { verify }) }, services);
    expect([deps.chain, deps.policy]).toEqual([ethereum, verify ?? "proof"]);
    await deps.source.close();
  }
});
