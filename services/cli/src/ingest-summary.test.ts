import type { VerifyPolicy } from "@redflag/domain/chain";
import { tron } from "@redflag/domain/chains/tron";
import { expect, test } from "vitest";
import type { FinalBarrier } from "./final-barrier.ts";
import { provisionalText } from "./ingest-summary.ts";

const barrier: FinalBarrier = { finalTo: 9, screenedTo: 30, unchecked: { from: 10, to: 20, level: "unproven" } };

test("what the chain does not call final yet waits for the chain", () => {
  const text = provisionalText({ finalTo: 9, screenedTo: 30 }, tron, "peers");
  expect(text).toMatch(/blocks above 9 stays provisional: the chain does not call them final yet\..* later/);
});

test.each<[VerifyPolicy, RegExp]>([
  ["peers", /\. Add a second endpoint of another operator to REDFLAG_RPC_TRON and run .*--from 10 --to 30; or set /],
  ["proof", /\. To have them proven, run redflag ingest --chain tron --from 10 --to 30; or set /],
  ["bloom", /\. To be content with that, set /],
])("what was checked too little for the policy %s is named with its level and what helps", (policy, remedy) => {
  const text = provisionalText(barrier, tron, policy);
  expect(text).toContain(`blocks 10 to 20 are checked to the level "unproven" only, and the policy "${policy}" asks`);
  expect(text).toMatch(remedy);
  expect(text).toContain("set REDFLAG_VERIFY_TRON=header, which shows in coverage.");
  expect(text).not.toContain("does not call them final");
});
