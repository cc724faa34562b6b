import { readFile } from "node:fs/promises";
import { accountAddress } from "@redflag/chain/devnet/accounts";
import { DemoManifest } from "@redflag/contract/demo-manifest";
import { parseAddress } from "@redflag/domain/address";
import { expect, test } from "vitest";
import { BRIDGE, COUNTERPARTIES, EXCHANGE, EXCHANGE_ABROAD, LISTED, listAccounts, SCHEME, TWIN } from "./cast.ts";
import { expectedAlerts } from "./expected-alerts.ts";
import type { PlayStep } from "./play-step.ts";
import { EXTORTION, SCENARIO_BLOCKS, SETTLING_BLOCKS, writeScenario } from "./scenario.ts";

const steps = writeScenario(1);
const of = <K extends PlayStep["kind"]>(kind: K) =>
  steps.filter((step) => step.kind === kind) as Extract<PlayStep, { kind: K }>[];

test("the demo's watchlist names the scenario's listed accounts and nobody else", async () => {
  const text = await readFile(new URL("../../../../watchlists/demo/entries.csv", import.meta.url), "utf8");
  const [header, ...rows] = text
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const column = (name: string) => header?.indexOf(name) as number;
  const entries = rows.map((row) => [
    parseAddress(row[column("address")] as string).address,
    row[column("category")],
    row[column("valid_to")],
  ]);
  expect(entries).toEqual([
    [accountAddress(LISTED.donationWallet), "terrorist_financing", ""],
    [accountAddress(LISTED.cellPaymaster), "terrorist_financing", ""],
    [accountAddress(LISTED.sanctionedBroker), "sanctions", ""],
    [accountAddress(LISTED.ransomCollector), "ransom", ""],
    [accountAddress(LISTED.extortionist), "extortion", ""],
    [accountAddress(LISTED.formerlyListed), "sanctions", "2020-01-01"],
    [accountAddress(EXCHANGE), "exchange", ""],
    [accountAddress(LISTED.fundraiser), "terrorist_financing", ""],
    [accountAddress(LISTED.moneyChanger), "other", ""],
    [accountAddress(EXCHANGE_ABROAD), "exchange", ""],
    [accountAddress(BRIDGE), "bridge", ""],
  ]);
});

test("the README asks about the one that collects", async () => {
  const readme = await readFile(new URL("../../../../README.md", import.meta.url), "utf8");
  const [, asked = ""] = /redflag why (0x\w+) --chain demo/.exec(readme) ?? [];
  expect(parseAddress(asked).address).toBe(accountAddress(SCHEME.collector));
});

test("the manifest is what the contract says", () => {
  expect(DemoManifest.parse(expectedAlerts())).toEqual(expectedAlerts());
  const hits = expectedAlerts().rows.filter(({ rule }) => rule === "watchlist-hit");
  expect(hits.map((row) => row.subject)).toEqual([
    "eip155:31337:0xD72022B52a1C970e8076a949D4dC64b261b1f843",
    "eip155:31337:0x7348c763951d3dF0D010EE95a473c0A78a85669A",
    "eip155:31337:0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48",
    "eip155:31337:0x53de017c64cA4c9DAbb39eaDD4c3253670B3226E",
    "eip155:31337:0x718282d12a7A3B628FD42db9d79cFe97272d4963",
    "eip155:31337:0x7E4D88Cd36002368B3c34cF59195B30Edb364F4E",
  ]);
});

test("mines its blocks and enough more that all before them are final", () => {
  expect(of("mine")).toHaveLength(SCENARIO_BLOCKS + SETTLING_BLOCKS);
  expect(SETTLING_BLOCKS).toBeGreaterThan(12);
  expect(steps.slice(-SETTLING_BLOCKS).every((step) => step.kind === "mine")).toBe(true);
});

test("traffic differs by seed, what is planted does not", () => {
  const planted = (seed: number) =>
    writeScenario(seed).filter((step) => step.kind !== "pay" || step.payments.length === 1);
  expect(planted(2)).toEqual(planted(3));
  expect(writeScenario(2)).not.toEqual(writeScenario(3));
});

test("every planted payment has a listed address or the exchange on one side and a counterparty on another, or both listed", () => {
  const listed = new Set<unknown>([...Object.values(LISTED), EXCHANGE]);
  const counterparties = new Set<unknown>(listAccounts(COUNTERPARTIES));
  const played = new Set<unknown>([...Object.values(SCHEME), ...Object.values(TWIN)]);
  const payments = [
    ...of("pay").flatMap((step) => (step.payments.length === 1 ? step.payments : [])),
    ...of("pay_named").map((step) => step.payment),
  ];
  expect(payments.length).toBeGreaterThanOrEqual(12);
  for (const { from, to } of payments.filter((payment) => !played.has(payment.from) && !played.has(payment.to))) {
    expect(listed.has(from) || listed.has(to)).toBe(true);
    expect([from, to].every((party) => listed.has(party) || counterparties.has(party))).toBe(true);
  }
});

test("the extortionist's only payment is dropped and never sent again; what is dropped is awaited first", () => {
  const touching = [
    ...of("pay").flatMap((step) => step.payments),
    ...of("pay_named").map((step) => step.payment),
  ].filter(({ from, to }) => from === LISTED.extortionist || to === LISTED.extortionist);
  expect(touching).toHaveLength(1);
  expect(of("resend").map((step) => step.name)).not.toContain(EXTORTION);
  for (const [i, step] of steps.entries()) {
    if (step.kind === "reorg") expect(steps[i - 1]).toEqual({ kind: "await_seen", names: step.drop });
  }
});
