import type { Match, ScreenedItem } from "@redflag/contract/http/routes/screening";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AddressLines } from "./address-lines.ts";
import { bySeverity, rowsOf, type ScreenedRow } from "./screened-rows.ts";
import { screeningCsv } from "./screening-csv.ts";

type Said = NonNullable<ScreenedItem["screening"]>;

const AT = "2026-01-05T12:00:00.000Z";
const ADDRESS = "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48";
const match = (severity: Match["severity"], own: Partial<Match> = {}): Match => ({
  list: "orders",
  version: 2,
  entry: `0x${"1".repeat(64)}`,
  address: ADDRESS,
  family: "eip155",
  state: "in_force",
  severity,
  category: "sanctions",
  authority: "Test (fictional)",
  confidence: 100,
  sharing: "TLP:GREEN",
  ...own,
});
const said = (own: Partial<Said>): ScreenedItem => ({
  asked: ADDRESS,
  screening: {
    address: ADDRESS,
    family: "eip155",
    ...{ matches: [], notInForce: [], aliases: [], services: [], exposures: [], freezes: [], deposits: [] },
    ...own,
  },
});
const linesOf = (count: number, bad: AddressLines["bad"] = []): AddressLines => ({
  good: Array.from({ length: count }, (_, index) => ({ line: index + 1, text: ADDRESS, address: ADDRESS })),
  bad,
  repeated: 0,
});
const told = ({ line, verdict, severity }: ScreenedRow) => [line, verdict, severity];

test("the gravest thing that is said of an address is its verdict, and it stands before what is less", () => {
  const items = [
    said({}),
    said({ notInForce: [match("SEVERE")] }),
    said({ matches: [match("LOW"), match("HIGH")], aliases: [match("SEVERE")] }),
    said({ aliases: [match("MEDIUM")] }),
    said({ matches: [match("SEVERE")] }),
  ];
  const rows = rowsOf(linesOf(5, [{ line: 6, text: "0x12", code: "address_malformed" }]), items);
  expect(rows.toSorted(bySeverity).map(told)).toEqual([
    [5, "match", "SEVERE"],
    [3, "match", "HIGH"],
    [4, "alias", "MEDIUM"],
    [2, "notInForce", undefined],
    [6, "unread", undefined],
    [1, "none", undefined],
  ]);
});

test("an address that the API could not read, or did not answer, is no address of which nothing is known", () => {
  const problem = { code: "address_malformed", title: "Not an address", detail: "0x", hint: "Look again." };
  const rows = rowsOf(linesOf(2), [{ asked: ADDRESS, problem }]);
  expect(rows.map(({ verdict }) => verdict)).toEqual(["unread", "unread"]);
});

test("a withdrawn finding is none", () => {
  const finding = {
    ...{ alert: `0x${"1".repeat(64)}`, event: `0x${"2".repeat(64)}`, chain: "eip155:1", heuristic: "watchlist-hit" },
    ...{ version: 1, severity: "HIGH" as const, exposure: "DIRECT" as const, score: 1, releasedAt: AT },
  };
  const verdictOf = (state: "final" | "withdrawn") =>
    rowsOf(linesOf(1), [said({ findings: [{ ...finding, state }] })])[0]?.verdict;
  expect([verdictOf("final"), verdictOf("withdrawn")]).toEqual(["finding", "none"]);
});

test("nothing that somebody wrote into a list becomes a formula or a cell of its own", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (authority, reference) => {
      const [row = expect.fail()] = rowsOf(linesOf(1), [said({ matches: [match("HIGH", { authority, reference })] })]);
      const line = screeningCsv([row], AT).split("\r\n").slice(1).join("\r\n");
      const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)];
      expect(cells).toHaveLength(16);
      for (const [, quoted, plain = ""] of cells) expect(quoted ?? plain).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
  expect(screeningCsv([{ line: 1, text: "=1+1", verdict: "unread" }], AT)).toContain("1,'=1+1,");
});

test("that nothing is known is written as what it is", () => {
  expect(screeningCsv(rowsOf(linesOf(1), [said({})]), AT)).toContain(`${ADDRESS},no_match_as_of,`);
});
