import type { EvidenceItem, EvidencePayment } from "@redflag/contract/http/routes/alerts";
import type { ChainBody } from "@redflag/contract/http/routes/chains";
import { expect, test } from "vitest";
import { evidenceRows } from "./evidence-rows.ts";
import { evidenceCsv, evidenceTsv } from "./evidence-text.ts";

const CHAIN = "eip155:1";
const TOKEN = `${CHAIN}:0xdAC17F958D2ee523a2206206994597C13D831ec7`;
const [SUBJECT, PAYER, PAYEE] = ["aa", "bb", "cc"].map((byte) => `${CHAIN}:0x${byte.repeat(20)}`) as [
  string,
  string,
  string,
];

const chains: ChainBody[] = [
  {
    id: CHAIN,
    name: "ethereum",
    title: "Ethereum",
    family: "eip155",
    watched: true,
    explorer: { address: "https://x.example/a/{}", transaction: "https://x.example/t/{}", bareHash: false },
    tokens: [{ token: TOKEN, symbol: "=USDT", decimals: 6, peg: "USD", issuer: "Tether" }],
  },
];

function payment(block: number, sender: string, recipient: string, token = TOKEN): EvidencePayment {
  return {
    transaction: `0x${block.toString(16).padStart(64, "0")}`,
    block,
    blockHash: `0x${"00".repeat(32)}`,
    time: new Date(Date.UTC(2026, 0, 1) + block * 12_000).toISOString(),
    logIndex: 0,
    token,
    sender,
    recipient,
    amount: "1500000",
  };
}

function finding(ordinal: number, fired: EvidencePayment, counted: EvidencePayment[]): EvidenceItem {
  return {
    ordinal,
    version: 1,
    severity: "MEDIUM",
    exposure: "BEHAVIORAL",
    score: 100,
    reasons: [],
    payment: fired,
    counted,
    final: true,
  };
}

const [first, second, third] = [payment(1, PAYER, SUBJECT), payment(2, SUBJECT, PAYEE), payment(3, SUBJECT, PAYEE)];
const facts = { subject: SUBJECT, explained: [], chains };

test("a payment of many findings has one row that names them, in the ledger's order", () => {
  const rows = evidenceRows([finding(0, second, [first]), finding(1, third, [first, second])], facts);
  expect(rows.map(({ block, direction, fired, counted }) => [block, direction, fired, counted])).toEqual([
    [1, "in", [], [1, 2]],
    [2, "out", [1], [2]],
    [3, "out", [2], []],
  ]);
  expect(rows[0]).toMatchObject({
    amount: { amount: "1.5", unit: "=USDT" },
    href: `https://x.example/t/${first.transaction}`,
  });
});

test("what an explanation says of a payment goes before the chain's own", () => {
  const { transaction, logIndex } = first;
  const explained = [
    {
      ...first,
      part: "finding" as const,
      sender: "0x",
      recipient: "0x",
      amount: "1.5 USDT",
      worth: ["1.50 USD", "60 TRY"],
      transaction,
      logIndex,
      link: "https://other.example",
    },
  ].map(({ token: _, ...rest }) => rest);
  const [row] = evidenceRows([finding(0, first, [])], { ...facts, explained });
  expect(row?.href).toBe("https://other.example");
  expect(row?.worth).toEqual([
    { amount: "1.50", unit: "USD" },
    { amount: "60", unit: "TRY" },
  ]);
});

test("of a token that nobody knows the base units stay", () => {
  const [row] = evidenceRows([finding(0, payment(1, PAYER, PAYEE, `${CHAIN}:0x${"dd".repeat(20)}`), [])], facts);
  expect(row).toMatchObject({ direction: "aside", baseUnits: "1500000" });
  expect(row?.amount).toBeUndefined();
});

test("copied and saved text is one line a payment, and no cell of it is a formula", () => {
  const rows = evidenceRows([finding(0, first, [])], facts);
  const [, line = ""] = evidenceTsv(rows).split("\n");
  expect(line.split("\t")).toHaveLength(13);
  expect(line).toContain("\t1.5\t'=USDT\t");
  expect(evidenceCsv(rows)).toMatch(/^time \(UTC\),.*\r\n2026-01-01T00:00:12.000Z,in,eip155:1,0xbb.*\r\n$/);
});
