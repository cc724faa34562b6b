import { startAnvil } from "@redflag/chain/testing/anvil";
import { buildFakeTronChain } from "@redflag/chain/testing/fake-tron-chain";
import { createFakeTronNode } from "@redflag/chain/testing/fake-tron-node";
import { serveTron } from "@redflag/chain/testing/serve-tron";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { loadConfig } from "@redflag/runtime/config";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { checkEndpoints } from "./check-endpoints.ts";

/** As far as its chain id any node is a node of Ethereum. */
const server = await serveTron({ ...createFakeTronNode(buildFakeTronChain(2)), chainId: ethereum.id });
const keyed = await serveTron(createFakeTronNode(buildFakeTronChain(2)), "key");
const bare: Chain = { ...ethereum, name: "bare", title: "Bare Chain", id: 999_002 };
const anvil = await startAnvil();
afterAll(async () => {
  server.close();
  keyed.close();
  await anvil.stop();
});

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
  const registry = CHAINS as Chain[];
  registry.push(bare);
  onTestFinished(() => void registry.splice(registry.indexOf(bare), 1));
  const checks = await checkEndpoints(config, new AbortController().signal);
  expect(checks).toMatchObject([{ name: "tokens bare", status: "wrong", text: expect.stringContaining("Bare Chain") }]);
});

test("an endpoint that tells of new heads is subscribed to once; it alone leaves nobody to ask", async () => {
  const socketUrl = anvil.url.replace("http", "ws");
  const host = new URL(anvil.url).host;
  expect(await check({ REDFLAG_RPC_DEMO: `${anvil.url},${socketUrl}#header=X-Key:hunter22` })).toMatchObject([
    { name: `endpoint demo ${host}`, status: "ok", text: expect.stringContaining("head 0") },
    { name: `endpoint demo ${host}`, status: "ok", text: expect.stringMatching(/^tells of new heads, \d+ ms; /) },
    { name: "endpoints demo", status: "note" },
  ]);
  const checks = await check({ REDFLAG_RPC_DEMO: `${socketUrl},${keyed.url.replace("http", "ws")}/hunter22` });
  expect(checks).toMatchObject([
    { status: "ok" },
    { status: "wrong", text: expect.stringContaining("HTTP 401 instead of a WebSocket") },
    { name: "endpoints demo", status: "wrong", hint: expect.stringContaining("REDFLAG_RPC_DEMO") },
  ]);
  expect(JSON.stringify(checks)).not.toContain("hunter22");
});

test("a rate that slows the following down is said", async () => {
  const pace = async (rps: number) =>
    (await check({ REDFLAG_RPC_DEMO: `${anvil.url}#rps=${rps}` })).find(({ name }) => name === "pace demo");
  expect(await pace(15)).toBeUndefined();
  expect(await pace(2)).toMatchObject({
    status: "note",
    text: expect.stringContaining("every 1000 ms, which takes half of what rps=2"),
  });
});

test("without any endpoint there is nothing to watch", async () => {
  expect(await check({})).toMatchObject([{ name: "endpoints", status: "wrong" }]);
});
