import { expect, test } from "vitest";
import { AlertLine } from "./alert-line.ts";

const HASH = `0x${"ab".repeat(32)}`;
const LINE: AlertLine = {
  id: HASH,
  heuristic: "watchlist-hit",
  version: 1,
  severity: "SEVERE",
  exposure: "DIRECT",
  score: 400,
  state: "provisional",
  chain: "eip155:31337",
  subject: "eip155:31337:0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48",
  counterparties: ["eip155:31337:0x4Befca57dE87dE007ab275fd9F91e7C8d9a7CE73"],
  transactions: [HASH],
  firstBlock: 7,
  lastBlock: 9,
  firstTime: "2026-01-01T00:00:00Z",
  lastTime: "2026-01-01T00:00:02.000Z",
  reasons: ["Paid by a listed address"],
  figures: [],
};

test("a line survives JSON", () => {
  expect(AlertLine.parse(JSON.parse(JSON.stringify(LINE)))).toEqual(LINE);
});

test("a TRON account fits", () => {
  const subject = "tron:0x2b6653dc:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
  expect(AlertLine.safeParse({ ...LINE, chain: "tron:0x2b6653dc", subject }).success).toBe(true);
});

test.each([
  ["severity", "severe"],
  ["exposure", "DIRECTLY"],
  ["state", "open"],
  ["chain", "ethereum"],
  ["subject", "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48"],
  ["counterparties", ["eip155:1"]],
  ["transactions", ["0xab"]],
  ["id", HASH.toUpperCase()],
  ["version", 0],
  ["score", 1.5],
  ["firstBlock", 10],
  ["firstTime", "2026-01-01T00:00:03Z"],
  ["lastTime", "2026-01-01"],
  ["reasons", undefined],
  ["unknown", 1],
])("%s: %j is refused", (member, value) => {
  expect(AlertLine.safeParse({ ...LINE, [member]: value }).success).toBe(false);
});
