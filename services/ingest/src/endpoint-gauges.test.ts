import { openSource } from "@redflag/chain/open-source";
import { buildFakeChain } from "@redflag/chain/testing/fake-chain";
import { createFakeNode } from "@redflag/chain/testing/fake-node";
import { createMemoryTransport } from "@redflag/chain/testing/memory-transport";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { createRegistry } from "@redflag/runtime/metrics";
import { expect, test } from "vitest";
import { registerEndpointGauges } from "./endpoint-gauges.ts";
import type { IngestDeps } from "./ingest-deps.ts";

test("says by host how each endpoint has done", async () => {
  const blocks = await buildFakeChain(3);
  const transports = [
    createMemoryTransport("a.example", createFakeNode(blocks), { text: () => "<html>" }),
    createMemoryTransport("b.example", createFakeNode(blocks)),
    createMemoryTransport("c.example", createFakeNode(blocks, 56)),
  ];
  const source = openSource({ chain: ethereum, policy: "bloom", transports });
  const registry = createRegistry("test");
  registerEndpointGauges(registry, [{ chain: ethereum, source } as IngestDeps]);
  await source.getTip();
  await source.getTip();
  await source
    .findPeerRange("b.example", 0, 1, { addresses: [`0x${"00".repeat(20)}`], topics0: [`0x${"00".repeat(32)}`] })
    .catch(() => undefined);
  const text = await registry.metrics();
  expect(text).toContain('redflag_endpoint_score{chain="ethereum",endpoint="b.example",service="test"} 1');
  expect(text).toContain('redflag_endpoint_score{chain="ethereum",endpoint="c.example",service="test"} 0');
  expect(text).toMatch(/redflag_endpoint_latency_seconds\{chain="ethereum",endpoint="b.example",service="test"\} 0/);
  expect(text).toMatch(
    /redflag_endpoint_answers_total\{chain="ethereum",endpoint="a.example",class="transient",service="test"\} \d/,
  );
  expect(text).toContain('redflag_endpoints{chain="ethereum",state="barred",service="test"} 1');
  expect(text).toContain('redflag_endpoints{chain="ethereum",state="healthy",service="test"} 1');
  expect(text).toContain('redflag_endpoint_resting{chain="ethereum",endpoint="c.example",service="test"} 1');
});
