import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatAddress } from "../src/address.ts";
import { CHAINS } from "../src/chain-registry.ts";
import { TOKENS } from "../src/token-registry.ts";
import { chainPage } from "./chain-page.ts";
import { markdownTable } from "./markdown-table.ts";
import { REFERENCE_PAGES } from "./reference-pages.ts";
import { tokenPage } from "./token-page.ts";

const reference = new URL("../../../docs/reference/", import.meta.url);
const real = CHAINS.filter(({ name }) => name !== "demo");

test.each(REFERENCE_PAGES)(
  "docs/reference/$file says what the registries hold; if not, run `pnpm registries`",
  (page) => {
    expect(readFileSync(new URL(page.file, reference), "utf8")).toBe(page.text);
  },
);

test.each(real)("the chains' page tells of $title all that its file says", (chain) => {
  const [, text = ""] = chainPage(CHAINS).split(`\n## ${chain.title}\n`);
  for (const fact of [chain.finality.why, ...chain.sources, ...chain.publicEndpoints]) expect(text).toContain(fact);
});

test("the tokens' page has one row for each contract, and each reason why one is left out", () => {
  const page = tokenPage(TOKENS, CHAINS);
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  const expected = TOKENS.flatMap(({ contracts }) => contracts.filter(({ chain }) => chain !== "demo"));
  expect(rows).toHaveLength(expected.length);
  for (const { chain, address, decimals } of expected) {
    const written = formatAddress(address, chain === "tron" ? "tron" : "eip155");
    const own = rows.filter((row) => row.startsWith(`| \`${chain}\``) && row.includes(written));
    expect(own).toHaveLength(1);
    expect(own[0]).toContain(`| ${decimals} |`);
  }
  const [, leftOut = ""] = page.split("## Left out");
  for (const symbol of ["EURe", "KRW1", "QCAD", "PHPC"]) expect(leftOut).toContain(`| ${symbol} |`);
});

test("what is left out is not watched", () => {
  const [, leftOut = ""] = tokenPage(TOKENS, CHAINS).split("## Left out");
  const addresses = [...leftOut.matchAll(/0x[0-9a-fA-F]{40}/g)].map(([text]) => text.toLowerCase());
  expect(addresses).toHaveLength(4);
  const watched = TOKENS.flatMap(({ contracts }) => contracts.map(({ address }): string => address));
  expect(addresses.filter((address) => watched.includes(address))).toEqual([]);
});

test("a cell keeps to its cell", () => {
  expect(markdownTable(["a"], [["b|c\nd"]])).toBe("| a |\n| --- |\n| b\\|c d |");
});
