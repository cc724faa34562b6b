import fc from "fast-check";
import { expect, it } from "vitest";
import type { RpcCall } from "./json-rpc-transport.ts";
import { limitBatches } from "./send-in-batches.ts";

const callsOf = (count: number): RpcCall[] => Array.from({ length: count }, (_, i) => ({ method: "m", params: [i] }));

it("sends every call once and in order, never more at a time than are taken", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(50), fc.integer({ min: 1, max: 20 }), async (count, batchCallsMax) => {
      const sizes: number[] = [];
      const transport = {
        name: "node.example",
        send: async (calls: readonly RpcCall[]) => {
          sizes.push(calls.length);
          return calls.map(({ params }) => ({ result: params[0] }));
        },
        close: async () => {},
      };
      const replies = await limitBatches(transport, batchCallsMax).send(callsOf(count));
      expect(replies).toEqual(callsOf(count).map(({ params }) => ({ result: params[0] })));
      expect(sizes).toHaveLength(Math.ceil(count / batchCallsMax));
      expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(batchCallsMax);
    }),
  );
});

it("stops between two batches when aborted, and does not take too few answers for all", async () => {
  const stop = new AbortController();
  let sent = 0;
  const transport = limitBatches(
    {
      name: "node.example",
      async send(calls) {
        sent++;
        stop.abort(new Error("stopped by the test"));
        return calls.slice(1).map(() => ({ result: 0 }));
      },
      close: async () => {},
    },
    2,
  );
  await expect(transport.send(callsOf(4))).rejects.toThrow(
    expect.objectContaining({ code: "endpoint_malformed_answer" }),
  );
  expect(sent).toBe(1);
  await expect(transport.send(callsOf(4), stop.signal)).rejects.toThrow("stopped by the test");
  expect(sent).toBe(1);
});
