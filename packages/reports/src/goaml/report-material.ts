import type { AlertState } from "@redflag/domain/alert";
import type { Severity } from "@redflag/domain/entry";
import type { ExplainedRule } from "@redflag/domain/explained-rule";
import type { ExplainedFigure } from "@redflag/domain/explanation";
import type { Exposure } from "@redflag/domain/heuristic";

/** All that a report is drawn up from besides what people choose. JSON-safe; addresses and hashes as the chain writes them. */
export interface ReportMaterial {
  /** `R-2026-0001`: the reference that the report carries. */
  number: string;
  /** When it is made, ISO 8601 in UTC. */
  at: string;
  /** ISO 4217: what `worth` is in, the profile's. */
  currency: string;
  alerts: readonly ReportedAlert[];
  /** Of all alerts, each once, in order of time, then chain, block and log. */
  payments: readonly ReportedPayment[];
}

export interface ReportedChain {
  name: string;
  title: string;
  caip2: string;
}

export interface ReportedAlert {
  id: string;
  chain: ReportedChain;
  subject: string;
  rule: ExplainedRule;
  severity: Severity;
  exposure: Exposure;
  state: AlertState;
  /** Block times of its first and last payment, ISO 8601. */
  from: string;
  to: string;
  /** In the rule's words, each once, the newest first. */
  reasons: readonly string[];
  figures: readonly ExplainedFigure[];
  smallestChange?: string;
  listings: readonly ReportedListing[];
  exclusions: readonly string[];
  uncertain: readonly string[];
  notEstablished: readonly string[];
  /** The inputs in force at its last block. */
  screenedWith?: { epoch: number; lists: Readonly<Record<string, number>> };
  /** That it rests on in all: `ReportMaterial.payments` holds fewer where some were left out. */
  paymentCount: number;
}

export interface ReportedListing {
  list: string;
  listVersion: number;
  entryId: string;
  category: string;
  authority: string;
  programme?: string;
  reference?: string;
  documentUrl?: string;
  confidence: number;
  /** ISO 8601; absent where the list says nothing, and so "always" and "still". */
  listedFrom?: string;
  listedUntil?: string;
}

export interface ReportedPayment {
  /** Ids of the alerts that rest on it. */
  alerts: readonly string[];
  chain: ReportedChain;
  block: number;
  blockHash: string;
  /** Block time, ISO 8601. */
  at: string;
  transaction: string;
  logIndex: number;
  token: { symbol: string; decimals: number; contract: string; peg: string };
  /** Decimal text, in the token's smallest unit. */
  baseUnits: string;
  /** "1,250.5 USDT": exact. */
  amount: string;
  worth: ReportedWorth;
  sender: ReportedSide;
  recipient: ReportedSide;
}

/** What the token's peg was worth at block time, in millionths of `ReportMaterial.currency`; or why that is not known. */
export type ReportedWorth =
  | {
      micros: string;
      /** Each that was used: one euro in the currency, published for that day. None where the peg is the currency. */
      rates: ReadonlyArray<{ currency: string; day: string; perEur: string }>;
    }
  | { missing: string };

export interface ReportedSide {
  /** CAIP-10. */
  account: string;
  address: string;
  /** The business that keeps the account, as far as lists or a pattern of payments say. */
  service?: { name: string; jurisdictions: readonly string[]; basis: "listed" | "inferred" };
}
