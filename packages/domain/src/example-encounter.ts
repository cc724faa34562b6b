import { z } from "zod";
import type { Address } from "./address.ts";
import assert from "./assert.ts";
import { type BorderTable, buildBorderTable, type ListedBorderNote } from "./border-table.ts";
import { ethereum } from "./chains/ethereum.ts";
import { depositParams } from "./deposit-address.ts";
import { buildEnrichmentBook, type EnrichmentRow } from "./enrichment.ts";
import type { ListedEntry } from "./entry.ts";
import { exposureParams } from "./exposure/exposure-params.ts";
import { entriesOf, observe } from "./finding.ts";
import { foldIntoProfiles } from "./fold-profiles.ts";
import { FreezeBook, type FreezeEvent } from "./freeze-book.ts";
import type { DepthHeuristic, Encounter } from "./heuristic.ts";
import type { Hash } from "./hex.ts";
import { Inferences } from "./inference.ts";
import { encounterOf, foldAndJudge, foldInputsOf } from "./judge-depth.ts";
import { parseUnits } from "./money.ts";
import type { Profile } from "./profile.ts";
import { GrowingProfile } from "./profile-growth.ts";
import { dayOf } from "./rate-day.ts";
import { buildRateTable, type Rate, type RateTable } from "./rate-table.ts";
import { silence } from "./silence.ts";
import type { TokenContract } from "./token.ts";
import { listContracts } from "./token-registry.ts";
import type { Block, Transfer } from "./transfer.ts";
import { buildMatcher } from "./watchlist-matcher.ts";

/** Monday 2026-01-05, noon UTC. */
export const EXAMPLE_TIME = 1_767_614_400;
/** One block a second, so that a time is a place. */
const EXAMPLE_BLOCK = 20_000_000;

/** One payment of an example's story. */
export interface ExamplePayment {
  from: Address;
  to: Address;
  /** Whole units as a decimal: "999.99". */
  amount: string;
  /** Seconds after EXAMPLE_TIME, or before it; a story tells them in order. */
  atS: number;
  /** Symbol on Ethereum; USDT where absent. */
  token?: string;
  /** Payments with the same number are of one transaction; each of its own where absent. */
  transaction?: number;
}

/** The nth made-up party of a story. */
export function exampleParty(n: number): Address {
  return `0x${"5a".repeat(16)}${n.toString(16).padStart(8, "0")}`;
}

/** A known business; `entity` and `jurisdictions` where the lists say so. */
export function exampleService(address: Address, more: Partial<ListedEntry> = {}): ListedEntry {
  return {
    list: "example-services",
    listVersion: 1,
    entryId: address,
    address,
    family: ethereum.family,
    category: "exchange",
    severity: "LOW",
    authority: "Example",
    confidence: 100,
    sharing: "TLP:CLEAR",
    ...more,
  };
}

/** What one euro was worth on the Friday before EXAMPLE_TIME, and on that Monday; of TRY only on the Friday. */
export const EXAMPLE_RATES: RateTable = buildRateTable(
  [-3, 0].flatMap((days): Rate[] => {
    const day = dayOf(EXAMPLE_TIME) + days;
    const rates = [
      { currency: "USD", day, perEur: "1.1" },
      { currency: "SGD", day, perEur: "1.5" },
    ];
    return days === 0 ? rates : [...rates, { currency: "TRY", day, perEur: "50" }];
  }),
);

/** What is known besides the payments. */
interface ExampleWorld {
  entries?: readonly ListedEntry[];
  rates?: RateTable;
  borders?: readonly ExampleNote[];
  supplied?: readonly ExampleRow[];
  /** In order. */
  frozen?: readonly ExampleFreeze[];
}

/** A note of a jurisdiction, of the list `example-borders`. */
export type ExampleNote = { higherRisk: string } | { from: string; to: string };

/** What the VASP `example-vasp` says of an address. */
export type ExampleRow = EnrichmentRow extends infer Row
  ? Row extends EnrichmentRow
    ? Omit<Row, "family">
    : never
  : never;

export function exampleBorders(notes: readonly ExampleNote[]): BorderTable {
  const place = { list: "example-borders", listVersion: 1, source: "Example", date: "2026-01-01" };
  return buildBorderTable(
    notes.map(
      (note): ListedBorderNote =>
        "higherRisk" in note
          ? { kind: "higher_risk", jurisdiction: note.higherRisk, ...place }
          : { kind: "corridor", ...note, ...place },
    ),
  );
}

export function exampleEnrichment(rows: readonly ExampleRow[]) {
  const { family } = ethereum;
  return buildEnrichmentBook(rows.map((row) => ({ ...row, family, source: "example-vasp", version: 1 })))(family);
}

/** USDT's issuer freezes an account on Ethereum, or lifts that. */
export interface ExampleFreeze {
  account: Address;
  atS: number;
  kind?: FreezeEvent["kind"];
}

/**
 * The last payment of a story as its rules meet it: with a profile made of everything that came before, and with what that
 * lets infer of the recipient.
 */
export function exampleEncounter(
  payments: readonly ExamplePayment[],
  { entries = [], rates = EXAMPLE_RATES, borders, supplied = [], frozen = [] }: ExampleWorld = {},
): Encounter {
  const deposit = depositParams.parse({});
  const freezes = new FreezeBook();
  freezes.add(frozen.map(exampleFreeze));
  const inputs = {
    chain: ethereum,
    matcher: buildMatcher(entries),
    rates,
    heuristics: [],
    deposit,
    startTime: 0,
    ...(borders && { borders: exampleBorders(borders) }),
    enrichmentOf: exampleEnrichment(supplied),
    freezes,
  };
  const inferences = new Inferences();
  const profiles = new Map<Address, Profile>();
  let last: Encounter | undefined;
  for (const [index, payment] of payments.entries()) {
    const { block, transfer } = exampleTransfer(payment, index);
    const observation = observe(ethereum, block, transfer, inputs.matcher);
    foldIntoProfiles(profiles, observation, foldInputsOf(inputs));
    const find = (address: Address) => entriesOf(ethereum, address, inputs.matcher);
    const inference = inferences.find(observation.recipient, block.time, find);
    last = encounterOf(inputs, observation, profiles, inference);
    inferences.note(last, deposit, transfer);
  }
  assert(last !== undefined, "a story has a payment");
  return last;
}

/** Before all payments of its block. */
export function exampleFreeze({ account, atS, kind = "freeze" }: ExampleFreeze): FreezeEvent {
  const blockNumber = EXAMPLE_BLOCK + atS;
  const [time, txHash] = [EXAMPLE_TIME + atS, hashOf(blockNumber)];
  return { kind, account, token: contractOf("USDT").address, blockNumber, logIndex: 0, ordinal: 0, txHash, time };
}

function contractOf(symbol: string): TokenContract {
  const known = listContracts(ethereum.name).find(({ token }) => token.symbol === symbol);
  assert(known !== undefined, `the examples need ${symbol} on Ethereum`);
  return known.contract;
}

/**
 * The last payment of a story as rules about listed addresses' money meet it, after everything before was followed and folded;
 * where it carries none, as any payment.
 */
export function exampleExposed(
  payments: readonly ExamplePayment[],
  { entries, rates = EXAMPLE_RATES }: { entries: readonly ListedEntry[]; rates?: RateTable },
): Encounter {
  const met: Encounter[] = [];
  const recorder: DepthHeuristic = {
    id: "recorder",
    version: 1,
    title: "",
    summary: "",
    sources: [],
    params: z.strictObject({}),
    stage: "depth",
    judges: "exposed_payments",
    gapS: 0,
    historyS: () => 0,
    assess(encounter) {
      met.push({ ...encounter, profile: GrowingProfile.from(encounter.profile) });
      return silence(() => ({ figures: [], exclusions: [] }));
    },
    examples: [],
  };
  const played = payments.map(exampleTransfer);
  const inputs = {
    chain: ethereum,
    matcher: buildMatcher(entries),
    rates,
    heuristics: [{ heuristic: recorder, params: {} }],
    deposit: depositParams.parse({}),
    exposure: exposureParams.parse({}),
    startTime: 0,
  };
  const blocks = new Map(played.map(({ block }) => [block.number, block]));
  const transfers = played.map(({ transfer }) => transfer);
  foldAndJudge(inputs, blocks, transfers, new Map());
  const last = met.at(-1);
  const isOfLast = last !== undefined && last.transfer === transfers.at(-1);
  return isOfLast ? last : exampleEncounter(payments, { entries, rates });
}

/** The same payments as the ledger holds them. */
export function exampleTransfer(
  { from, to, amount, atS, token = "USDT", transaction }: ExamplePayment,
  index: number,
): { block: Block; transfer: Transfer } {
  const { address, decimals } = contractOf(token);
  const blockNumber = EXAMPLE_BLOCK + atS;
  const hash = hashOf(blockNumber);
  return {
    block: { number: blockNumber, hash, parentHash: hashOf(blockNumber - 1), time: EXAMPLE_TIME + atS },
    transfer: {
      blockNumber,
      logIndex: index,
      txHash: hashOf(transaction === undefined ? index : EXAMPLE_BLOCK + transaction),
      txOrdinal: 0,
      token: address,
      sender: from,
      recipient: to,
      amount: parseUnits(amount, decimals),
    },
  };
}

function hashOf(n: number): Hash {
  return `0x${n.toString(16).padStart(64, "0")}`;
}
