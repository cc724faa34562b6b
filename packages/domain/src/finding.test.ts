import { expect, test } from "vitest";
import { ethereum } from "./chains/ethereum.ts";
import { tron } from "./chains/tron.ts";
import { exampleParty, exampleService, exampleTransfer } from "./example-encounter.ts";
import { entriesOf, HeuristicFailure, judgeTransfers } from "./finding.ts";
import { watchlistHit } from "./heuristics/watchlist-hit.ts";
import { buildMatcher } from "./watchlist-matcher.ts";

const PAYER = exampleParty(1);
const LISTED = exampleParty(2);
const listed = { ...exampleService(LISTED), category: "sanctions" as const, severity: "HIGH" as const };
const played = [1, 2].map((n) => exampleTransfer({ from: PAYER, to: LISTED, amount: "5", atS: n }, n));
const blocks = new Map(played.map(({ block }) => [block.number, block]));
const transfers = played.map(({ transfer }) => transfer);

test("a stateless rule's findings come in ledger order, each with its transfer and no other", () => {
  const armed = [{ heuristic: watchlistHit, params: {} }];
  const findings = judgeTransfers(ethereum, blocks, transfers, buildMatcher([listed]), armed);
  expect(findings).toMatchObject(transfers.map((transfer) => ({ subject: LISTED, transfer, supporting: [] })));
});

test("the same 20 bytes on a chain of another family are another account", () => {
  const matcher = buildMatcher([listed, { ...listed, family: "tron", entryId: "0x02" }]);
  expect(entriesOf(ethereum, LISTED, matcher)).toEqual([listed]);
  expect(entriesOf(tron, LISTED, matcher)).toMatchObject([{ family: "tron" }]);
  expect(entriesOf(tron, LISTED, buildMatcher([listed]))).toEqual([]);
});

test("a stateless rule that throws stops the stretch, and says where", () => {
  const broken = {
    ...watchlistHit,
    judge: () => {
      throw new Error("on purpose");
    },
  };
  const judge = () =>
    judgeTransfers(ethereum, blocks, transfers, buildMatcher([]), [{ heuristic: broken, params: {} }]);
  expect(judge).toThrow(HeuristicFailure);
  expect(judge).toThrow(/watchlist-hit version 1 failed on block \d+, transaction 0x0+1, log 1: on purpose/);
});
