import { ApiProblem } from "@redflag/contract/http/api-problem";
import { expect, test } from "vitest";
import { RequestKeys } from "./request-keys.ts";

const refusal = (status: number) =>
  new ApiProblem({ type: "", title: "", status, detail: "", code: "x", hint: "", requestId: "" });

async function keyOf(keys: RequestKeys, request: object, fault?: Error): Promise<string> {
  let seen = "";
  const send = async (key: string) => {
    seen = key;
    if (fault !== undefined) throw fault;
  };
  await keys.during(request, send).catch(() => {});
  return seen;
}

test("what may have arrived is sent again under the same key, what was answered is not", async () => {
  const keys = new RequestKeys();
  const first = await keyOf(keys, { a: 1 }, new TypeError("Failed to fetch"));
  expect(await keyOf(keys, { a: 1 }, refusal(503))).toBe(first);
  expect(await keyOf(keys, { a: 1 })).toBe(first);
  const second = await keyOf(keys, { a: 1 }, refusal(409));
  expect(second).not.toBe(first);
  expect(await keyOf(keys, { a: 1 })).not.toBe(second);
});

test("another request has another key", async () => {
  const keys = new RequestKeys();
  const first = await keyOf(keys, { a: 1 }, new TypeError("Failed to fetch"));
  expect(await keyOf(keys, { a: 2 })).not.toBe(first);
});
