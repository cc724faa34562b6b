import type { Installation } from "@redflag/contract/http/routes/operations";
import { expect, test } from "vitest";
import { doneSteps } from "./setup-steps.ts";

const EMPTY: Installation = {
  version: "0.1.0",
  schema: { current: 50, latest: 50 },
  database: { embedded: true, bytes: 1, version: "18.6" },
  adminExists: true,
  chains: [],
  lists: { count: 0, withEntries: 0, entries: 0 },
};
const CHAIN: Installation["chains"][number] = {
  ...{ chain: "eip155:1", name: "ethereum", title: "Ethereum", policy: "proof", screened: false },
  endpointHosts: [],
};

test("each step is done by what it asks for, and by nothing else", () => {
  const done = (over: Partial<Installation>, approvers?: number) => [...doneSteps({ ...EMPTY, ...over }, approvers)];
  expect(done({ adminExists: false })).toEqual([]);
  expect(done({ chains: [CHAIN] }, 0)).toEqual([]);
  expect(done({ chains: [{ ...CHAIN, endpointHosts: ["one.example"] }] }, 0)).toEqual(["endpoint"]);
  expect(done({ lists: { count: 1, withEntries: 0, entries: 0 } }, 0)).toEqual([]);
  expect(done({ lists: { count: 1, withEntries: 1, entries: 3 } }, 0)).toEqual(["list"]);
  expect(done({ chains: [CHAIN, { ...CHAIN, screened: true }] }, 0)).toEqual(["block"]);
  expect(done({}, 1)).toEqual([]);
  expect(done({}, 2)).toEqual(["people"]);
  // Whoever may not see people is told what the installation says.
  expect(done({})).toEqual(["people"]);
});
