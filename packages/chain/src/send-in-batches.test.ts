import fc from "fast-check";
import { expect, it } from "vitest";
import type { RpcCall } from "./json-rpc-transport.ts";
import { sendInBatches } from "./send-in-batches.ts";

const callsOf = (count: number): RpcCall[] => Array.from({ length: count }, (_, i) => ({ method: "m", params: [i] }));

it("sends every call once and in order, never more at a time than are taken", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(50), fc.integer({ min: 1, max: 20 }), async (count, batchCallsMax) => {
      const sizes: number[] = [];
      const replies = await sendInBatches(callsOf(count), batchCallsMax, async (calls) => {
        sizes.push(calls.length);
        return calls.map(({ params }) => ({ result: params[0] }));
      });
      expect(replies).toEqual(callsOf(count).map(({ params }) => ({ result: params[0] })));
      expect(sizes).toHaveLength(Math.ceil(count / batchCallsMax));
      expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(batchCallsMax);
    }),
  );
});

it("stops between two batches when aborted", async () => {
  const stop = new AbortController();
  let sentCount = 0;
  const work = sendInBatches(
    callsOf(4),
    2,
    async (calls) => {
      sentCount++;
      stop.abort(new Error("stopped by the test"));
      return calls.map(() => ({ result: 0 }));
    },
    stop.signal,
  );
  await expect(work).rejects.toThrow("stopped by the test");
  expect(sentCount).toBe(1);
});
