import { Problem } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import { problemText } from "./problem-text.ts";

const problem = new Problem("chain_unknown", '"nope"; known chains: ethereum');

test("a problem is three lines: what failed, the facts, what to do", () => {
  expect(problemText(problem, undefined).split("\n")).toEqual([
    "error: Unknown chain",
    '  "nope"; known chains: ethereum',
    "  Use one of the chain names that the message lists.",
  ]);
});

test("calls are told only to whoever asked for them, and secrets to nobody", () => {
  const leaky = new Problem("endpoint_unreachable", "https://rpc.example/v3/0123456789abcdef0123456789abcdef");
  expect(problemText(leaky, "info")).not.toContain("problem-text.test.ts");
  const withCalls = problemText(leaky, "debug");
  expect(withCalls).toContain("problem-text.test.ts");
  expect(withCalls).not.toContain("0123456789abcdef");
});
