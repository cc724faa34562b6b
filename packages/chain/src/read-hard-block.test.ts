import type { Address } from "@redflag/domain/address";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { polygon } from "@redflag/domain/chains/polygon";
import { beforeAll, expect, it } from "vitest";
import { createEvmSource } from "./evm-source.ts";
import type { RpcCall } from "./json-rpc-transport.ts";
import { buildFakeChain, FAKE_FILTER } from "./testing/fake-chain.ts";
import { createFakeNode } from "./testing/fake-node.ts";
import { createMemoryTransport, type Fault } from "./testing/memory-transport.ts";
import type { RawBlock } from "./testing/real-block.ts";
import { createVirtualClock } from "./testing/virtual-clock.ts";

const OTHER: Address = "0x00000000000000000000000000000000000000bb";
const BOTH = { ...FAKE_FILTER, addresses: [...FAKE_FILTER.addresses, OTHER] };
let chain: RawBlock[];
beforeAll(async () => {
  chain = await buildFakeChain(9);
});

const addressesOf = ({ params }: RpcCall) => (params[0] as { address: string[] }).address;
/** Takes any range of one contract, and of several only what has no more logs than this. */
const refusesAbove = (logsMax: number): Fault => ({
  reply: (call, reply) =>
    call.method === "eth_getLogs" &&
    addressesOf(call).length > 1 &&
    "result" in reply &&
    (reply.result as unknown[]).length > logsMax
      ? { error: { code: -32005, message: `query returned more than ${logsMax} results` } }
      : reply,
});

function open(fault: Fault, of = ethereum) {
  const transport = createMemoryTransport("a", createFakeNode(chain, of.id), fault);
  const clock = createVirtualClock();
  return { transport, source: createEvmSource({ chain: of, policy: "bloom", transports: [transport], clock }) };
}

it("asks for a block contract by contract where it is refused as a whole, and reads no receipts for it", async () => {
  const { transport, source } = open(refusesAbove(3));
  const whole = await open({}).source.getRange(0, 8, BOTH);
  expect(await source.getRange(0, 8, BOTH)).toEqual(whole);
  expect(transport.sent.some(({ method }) => method === "eth_getBlockReceipts")).toBe(false);
  const narrowed = transport.sent.filter((call) => call.method === "eth_getLogs" && addressesOf(call).length === 1);
  expect(narrowed.length).toBeGreaterThan(0);
});

it("reads receipts where a contract alone is refused, or answered with nothing", async () => {
  const whole = await open({}).source.getRange(0, 8, BOTH);
  const silent: Fault = {
    reply: (call, reply) =>
      call.method === "eth_getLogs" && addressesOf(call).length === 1
        ? { result: [] }
        : (refusesAbove(3).reply?.(call, reply) ?? reply),
  };
  for (const fault of [silent, { reply: refuseLogs } satisfies Fault]) {
    const { transport, source } = open(fault);
    expect(await source.getRange(0, 8, BOTH)).toEqual(whole);
    expect(transport.sent.some(({ method }) => method === "eth_getBlockReceipts")).toBe(true);
  }
});

it("asks an endpoint that never gave logs for none again", async () => {
  const { transport, source } = open({ reply: refuseLogs });
  await source.getRange(0, 8, BOTH);
  transport.sent.length = 0;
  expect((await source.getRange(0, 8, BOTH)).blocks).toHaveLength(9);
  expect(transport.sent.filter(({ method }) => method === "eth_getLogs")).toEqual([]);
});

it("is refused where receipts do not hold every log of a block", async () => {
  const { source } = open({ reply: refuseLogs }, polygon);
  const work = source.getRange(4, 4, BOTH);
  await expect(work).rejects.toEqual(expect.objectContaining({ code: "endpoint_refused" }));
  await expect(work).rejects.toThrow(/a: the logs of block 4 alone are refused: .*limit exceeded|serves no logs/);
});

function refuseLogs(call: RpcCall, reply: ReturnType<NonNullable<Fault["reply"]>>) {
  return call.method === "eth_getLogs" ? { error: { code: -32005, message: "limit exceeded" } } : reply;
}
