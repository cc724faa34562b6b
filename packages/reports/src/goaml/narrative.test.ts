import { findAccusingWords } from "@redflag/domain/accusing-words.samples";
import { expect, test } from "vitest";
import { narrativeOf } from "./narrative.ts";
import { preflight } from "./preflight.ts";
import {
  partialProfile,
  SUBJECT,
  sampleAlert,
  sampleChoices,
  sampleClient,
  sampleMaterial,
  samplePayment,
  sampleProfile,
} from "./report.samples.ts";

const AE = await sampleProfile("ae");

test("it answers who, what, when, where and why, and says what was not established", () => {
  const figure = {
    name: "in 7 days",
    value: "23",
    comparison: "at_least",
    threshold: "20",
    unit: "payers",
    met: true,
    margin: "3 more",
  } as const;
  const alert = sampleAlert({
    figures: [figure],
    smallestChange: "4 fewer payers",
    exclusions: ["2 mints"],
    uncertain: ["a share"],
  });
  const text = narrativeOf(AE, sampleChoices(), sampleMaterial({ alerts: [alert] }));
  const headings = text.split("\n").filter((line) => /^[A-Z ]+$/.test(line));
  expect(headings).toEqual([
    "WHO",
    "WHAT",
    "WHEN",
    "WHERE",
    "WHY",
    "RULES",
    "LISTINGS",
    "LEFT OUT",
    "UNCERTAIN",
    "NOT ESTABLISHED",
  ]);
  for (const fact of [
    SUBJECT,
    "2,501 USDT",
    "9,184.92 AED",
    "watchlist-hit version 3",
    "severityMin LOW",
    "SDGT",
    "12345",
    "epoch 12",
    "ofac-sdn version 7",
    "23 payers in 7 days (at least 20)",
    "4 fewer payers",
  ]) {
    expect(text).toContain(fact);
  }
});

test("where a profile has what it begins with, that comes before the analyst's words", async () => {
  const text = narrativeOf(await partialProfile(), sampleChoices(), sampleMaterial());
  expect(text).toMatch(/^CryptoTx\n\nTwo payments from/);
});

test("it says of a client that it is one, and of nobody else who holds an address", () => {
  const clients = [sampleClient(`eip155:1:${SUBJECT}`)];
  const text = narrativeOf(AE, sampleChoices({ clients }), sampleMaterial());
  expect(text).toContain("the account of a client");
  expect(text).not.toContain("Noor");
});

test("our own words accuse nobody", () => {
  const withheld = samplePayment({ worth: { missing: "no rate" } });
  const service = { name: "X", jurisdictions: [], basis: "inferred" } as const;
  const sender = { ...samplePayment().sender, service };
  for (const payments of [[withheld], [samplePayment({ sender })], sampleMaterial().payments]) {
    expect(findAccusingWords(narrativeOf(AE, sampleChoices(), sampleMaterial({ payments })))).toEqual([]);
  }
});

test("an alert of very many payments can be told: what stands elsewhere is counted, known businesses are named", () => {
  const known = samplePayment().sender;
  const payments = Array.from({ length: 400 }, (_, n) => {
    const address = `0x${n.toString(16).padStart(40, "0")}`;
    return samplePayment({ logIndex: n, sender: n === 399 ? known : { account: `eip155:1:${address}`, address } });
  });
  const reasons = Array.from({ length: 400 }, (_, n) => `it received ${n} USDT from 0x${n} and is listed`);
  const material = sampleMaterial({ alerts: [sampleAlert({ reasons, paymentCount: 400 })], payments });
  const text = narrativeOf(AE, sampleChoices(), material);
  for (const fact of [
    known.address,
    "And 380 more, each in the transactions",
    "it received 0 USDT",
    "390 more reasons",
  ]) {
    expect(text).toContain(fact);
  }
  expect(preflight(AE, sampleChoices(), material).filter(({ blocks }) => blocks)).toEqual([]);
});
