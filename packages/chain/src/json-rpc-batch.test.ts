import { Problem } from "@redflag/domain/problem";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeReplies, encodeCalls } from "./json-rpc-batch.ts";

const NAME = "node.example";
const codeOf = (text: string, callCount: number) => {
  try {
    decodeReplies(text, callCount, NAME);
    return "accepted";
  } catch (error) {
    return error instanceof Problem ? error.code : error;
  }
};
const items = (count: number) => Array.from({ length: count }, (_, i) => ({ jsonrpc: "2.0", id: i + 1, result: i }));

describe("encodeCalls", () => {
  it("sends one call as an object and more as a list with ids from 1", () => {
    expect(JSON.parse(encodeCalls([{ method: "a", params: [1] }]))).toEqual({
      jsonrpc: "2.0",
      id: 1,
      method: "a",
      params: [1],
    });
    const two = JSON.parse(
      encodeCalls([
        { method: "a", params: [] },
        { method: "b", params: [] },
      ]),
    ) as Array<{ id: number }>;
    expect(two.map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe("decodeReplies", () => {
  it("puts answers in the order of the calls, whatever order they came in and however the id is written", () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 60 })
          .chain((count) =>
            fc.tuple(
              fc.shuffledSubarray(items(count), { minLength: count, maxLength: count }),
              fc.array(fc.boolean(), { minLength: count, maxLength: count }),
            ),
          ),
        ([shuffled, asText]) => {
          const text = JSON.stringify(shuffled.map((item, i) => (asText[i] ? { ...item, id: String(item.id) } : item)));
          const expected = shuffled.map((_, i) => ({ result: i }));
          expect(decodeReplies(text, shuffled.length, NAME)).toEqual(expected);
        },
      ),
    );
  });

  it("refuses a missing, a doubled and a foreign id", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.nat(),
        fc.constantFrom("missing", "doubled", "foreign", "extra"),
        (count, at, how) => {
          const list: Array<{ id: unknown }> = items(count);
          const place = at % count;
          if (how === "missing") list.splice(place, 1);
          else if (how === "doubled") list.push({ ...(list[place] as { id: unknown }) });
          else if (how === "extra") list.push({ ...(list[place] as { id: unknown }), id: count + 1 + at });
          else list[place] = { ...(list[place] as { id: unknown }), id: count + 1 + at };
          expect(codeOf(JSON.stringify(list), count)).toBe("endpoint_malformed_answer");
        },
      ),
    );
  });

  it.each([["01"], ["1.0"], [" 1"], ["0x1"], [1.5], [true], [[1]], ["-1"], [0]])("does not take %j for an id", (id) => {
    expect(codeOf(JSON.stringify([{ id, result: 1 }]), 1)).toBe("endpoint_malformed_answer");
  });

  it("says of text that is not JSON what it is", () => {
    expect(codeOf("", 1)).toBe("endpoint_not_json");
    expect(codeOf(" \n", 1)).toBe("endpoint_not_json");
    expect(codeOf("<!DOCTYPE html><html></html>", 1)).toBe("endpoint_not_json");
    expect(codeOf(JSON.stringify(items(3)).slice(0, -5), 3)).toBe("endpoint_not_json");
  });

  it.each(["null", "3", '"x"', "{}", "[null]", '[{"id":1}]', '{"id":1}'])("refuses %s", (text) => {
    expect(codeOf(text, 1)).toBe("endpoint_malformed_answer");
  });

  it("keeps an error as the reply to its own call only", () => {
    const text = JSON.stringify([
      { id: 2, error: { code: -32005, message: "query returned\n more than 10000 results", data: { limit: 10000 } } },
      { id: 1, result: null, error: null },
    ]);
    expect(decodeReplies(text, 2, NAME)).toEqual([
      { result: null },
      { error: { code: -32005, message: "query returned more than 10000 results", data: { limit: 10000 } } },
    ]);
    const single = JSON.stringify({ id: 1, error: { code: "?", message: 3 } });
    expect(decodeReplies(single, 1, NAME)).toEqual([{ error: { code: 0, message: "no message" } }]);
  });

  it("reads one error for a whole batch as a refusal, and as a busy endpoint where that is what it says", () => {
    expect(codeOf('{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch too large"}}', 3)).toBe(
      "endpoint_refused",
    );
    expect(codeOf('[{"id":null,"error":{"code":-32700,"message":"parse error"}}]', 2)).toBe("endpoint_refused");
    expect(codeOf('{"Error":"no such servlet"}', 2)).toBe("endpoint_refused");
    const envelope = '{"Error":"class java.lang.IllegalAccessException : lack of computing resources"}';
    expect(codeOf(envelope, 1)).toBe("endpoint_busy");
    expect(codeOf(envelope, 5)).toBe("endpoint_busy");
  });

  it("cuts a long message", () => {
    const text = JSON.stringify([{ id: 1, error: { code: 1, message: "x".repeat(5_000) } }]);
    const [reply] = decodeReplies(text, 1, NAME);
    expect(reply !== undefined && "error" in reply && reply.error.message.length).toBe(601);
  });
});
