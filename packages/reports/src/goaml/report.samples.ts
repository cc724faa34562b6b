import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReportChoices } from "@redflag/contract/report-choices";
import { loadReportProfile } from "./load-report-profiles.ts";
import type { ReportedAlert, ReportedPayment, ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

const PROFILES = join(import.meta.dirname, "../../../../report-profiles");
const ETHEREUM = { name: "ethereum", title: "Ethereum", caip2: "eip155:1" };
const USDT = { symbol: "USDT", decimals: 6, contract: "0xdAC17F958D2ee523a2206206994597C13D831ec7", peg: "USD" };

export const SUBJECT = "0x1111111111111111111111111111111111111111";
const PAYER = "0x2222222222222222222222222222222222222222";
const ALERT_ID = `0x${"a1".repeat(32)}`;

export function sampleProfile(id: "ae" | "id"): Promise<ReportProfile> {
  return loadReportProfile(join(PROFILES, `${id}.yaml`));
}

export function readStructure(): Promise<Uint8Array> {
  return readFile(join(import.meta.dirname, "structure.xsd"));
}

/** Of a country that does not exist, whose FIU gives its lists to few: a code that nobody can source, and no client. */
export async function partialProfile(): Promise<ReportProfile> {
  const { client: _client, ...profile } = await sampleProfile("ae");
  return {
    ...profile,
    id: "zz",
    transaction: { ...profile.transaction, transmode: { code: "EXAMPLE", title: "how a crypto payment is made" } },
    hasAllIndicators: false,
    suggestions: [],
    narrative: { begins: "CryptoTx" },
  };
}

/** The same before anybody has entered what it lacks. */
export async function unfinishedProfile(): Promise<ReportProfile> {
  const profile = await partialProfile();
  const { unknownCountry: _unknownCountry, ...account } = profile.account;
  return {
    ...profile,
    transaction: { ...profile.transaction, transmode: { title: "how a crypto payment is made" } },
    account,
  };
}

/** What Indonesia's profile is chosen with: its indicators, and an address whose ending its schema takes. */
export function indonesianChoices(change: Partial<ReportChoices> = {}): ReportChoices {
  const reportingPerson = { firstName: "Amal", lastName: "Example", email: "amal@exchange.test", occupation: "MLRO" };
  return sampleChoices({ indicators: ["EEE005", "FFF013"], reportingPerson, ...change });
}

/** The sample's payments at what they were worth in rupiah. */
export function indonesianMaterial(): ReportMaterial {
  const rates = [
    { currency: "USD", day: "2026-10-20", perEur: "1.0852" },
    { currency: "IDR", day: "2026-10-20", perEur: "17655.3" },
  ];
  const { payments } = sampleMaterial();
  const worth = { micros: "20344593300774", rates };
  return sampleMaterial({ currency: "IDR", payments: payments.map((payment) => ({ ...payment, worth })) });
}

export function sampleChoices(change: Partial<ReportChoices> = {}): ReportChoices {
  return {
    kind: "STR",
    indicators: ["ITLSL", "TFFVC"],
    entity: { id: 4711, branch: "Head office", name: "Example Exchange", code: "EXMPL" },
    reportingPerson: { firstName: "Amal", lastName: "Example", email: "amal@exchange.example", occupation: "MLRO" },
    words: "Two payments from an address that our customer's deposits went to. Nothing was paid out since.",
    ...change,
  };
}

export function sampleAlert(change: Partial<ReportedAlert> = {}): ReportedAlert {
  return {
    id: ALERT_ID,
    chain: ETHEREUM,
    subject: SUBJECT,
    rule: {
      id: "watchlist-hit",
      version: 3,
      title: "Payment with a listed address",
      epoch: 12,
      parameters: [{ name: "severityMin", value: "LOW", isDefault: true, description: "least severity of an entry" }],
    },
    severity: "SEVERE",
    exposure: "DIRECT",
    state: "final",
    from: "2026-10-20T12:00:00Z",
    to: "2026-10-20T12:05:00Z",
    reasons: [`${SUBJECT} received 1,250.5 USDT and is listed by OFAC (US Treasury)`],
    figures: [],
    listings: [
      {
        list: "ofac-sdn",
        listVersion: 7,
        entryId: "sdn-1",
        category: "terrorist_financing",
        authority: "OFAC (US Treasury)",
        programme: "SDGT",
        reference: "12345",
        documentUrl: "https://sanctionslist.ofac.treas.gov/",
        confidence: 100,
        listedFrom: "2026-01-05T00:00:00Z",
      },
    ],
    exclusions: [],
    uncertain: [],
    notEstablished: ["who holds the addresses, or acts for those who do", "what the payments were for"],
    screenedWith: { epoch: 12, lists: { "ofac-sdn": 7 } },
    paymentCount: 2,
    ...change,
  };
}

export function samplePayment(change: Partial<ReportedPayment> = {}): ReportedPayment {
  return {
    alerts: [ALERT_ID],
    chain: ETHEREUM,
    block: 21_000_000,
    blockHash: `0x${"b0".repeat(32)}`,
    at: "2026-10-20T12:00:00Z",
    transaction: `0x${"c1".repeat(32)}`,
    logIndex: 12,
    token: USDT,
    baseUnits: "1250500000",
    amount: "1,250.5 USDT",
    worth: {
      micros: "4592461329",
      rates: [
        { currency: "USD", day: "2026-10-20", perEur: "1.0852" },
        { currency: "AED", day: "2026-10-20", perEur: "3.985397" },
      ],
    },
    sender: {
      account: `${ETHEREUM.caip2}:${PAYER}`,
      address: PAYER,
      service: { name: "Example Exchange Two", jurisdictions: ["AE"], basis: "listed" },
    },
    recipient: { account: `${ETHEREUM.caip2}:${SUBJECT}`, address: SUBJECT },
    ...change,
  };
}

export function sampleMaterial(change: Partial<ReportMaterial> = {}): ReportMaterial {
  const second = samplePayment({
    at: "2026-10-20T12:05:00Z",
    block: 21_000_025,
    transaction: `0x${"c2".repeat(32)}`,
    logIndex: 3,
  });
  return {
    number: "R-2026-0001",
    at: "2026-10-21T09:00:00Z",
    currency: "AED",
    alerts: [sampleAlert()],
    payments: [samplePayment(), second],
    ...change,
  };
}

/** All that goAML wants to know of a client. */
export function sampleClient(account: string): NonNullable<ReportChoices["clients"]>[number] {
  return {
    account,
    accountName: "Example Customer",
    clientNumber: "C-1",
    branch: "Head office",
    opened: "2025-02-03",
    status: "A",
    beneficiary: "-",
    holder: {
      gender: "-",
      firstName: "Noor",
      lastName: "Customer",
      birthDate: "1990-01-01",
      idNumber: "784-0000-0000000-0",
      nationality: "AE",
      residence: "AE",
      identification: { type: "EID", number: "784-0", issued: "2024-01-01", expires: "2029-01-01", country: "AE" },
    },
  };
}
