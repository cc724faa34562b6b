import { buildFakeTronChain } from "@redflag/chain/testing/fake-tron-chain";
import { createFakeTronNode } from "@redflag/chain/testing/fake-tron-node";
import { serveTron } from "@redflag/chain/testing/serve-tron";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { loadConfig } from "@redflag/runtime/config";
import { afterAll, expect, test } from "vitest";
import { checkEndpoints } from "./check-endpoints.ts";

/** As far as its chain id any node is a node of Ethereum. */
const server = await serveTron({ ...createFakeTronNode(buildFakeTronChain(2)), chainId: ethereum.id });
const bare: Chain = { ...ethereum, name: "bare", title: "Bare Chain", id: 999_002 };
afterAll(() => server.close());

const check = (env: Record<string, string>) => checkEndpoints(loadConfig(env), new AbortController().signal);

test("an endpoint of another chain is named, with both chains", async () => {
  const host = new URL(server.url).host;
  expect(await check({ REDFLAG_RPC_BSC: server.url })).toMatchObject([
    {
      name: `endpoint bsc ${host}`,
      status: "wrong",
      text: `Endpoint serves another chain: ${host} serves chain 1, bsc is chain 56`,
    },
    { name: "endpoints bsc", status: "note" },
  ]);
});

test("a chain without a known contract is named, and its endpoints are left alone", async () => {
  const config = { ...loadConfig({}), chains: new Map([["bare", { endpoints: [server.url] }]]) };
  (CHAINS as Chain[]).push(bare);
  const checks = await checkEndpoints(config, new AbortController().signal);
  expect(checks).toMatchObject([{ name: "tokens bare", status: "wrong", text: expect.stringContaining("Bare Chain") }]);
});

test("without any endpoint there is nothing to watch", async () => {
  expect(await check({})).toMatchObject([{ name: "endpoints", status: "wrong" }]);
});
