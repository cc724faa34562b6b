import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import type { Assessment } from "@redflag/domain/heuristic";
import { assess } from "@redflag/domain/judge-depth";
import type { Transfer } from "@redflag/domain/transfer";
import type { Executor } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import type { InputCache } from "./input-cache.ts";
import { rememberSent } from "./remember.ts";

/** How one rule with a memory has judged all that an address sent. */
export interface RuleRecord {
  heuristic: string;
  version: number;
  fired: number;
  silent: number;
  withheld: number;
  /** Where it fired last, or came nearest to firing. */
  nearest: { transfer: Transfer; assessment: Assessment };
}

export interface AddressRecord {
  /** Payments that were judged. */
  sent: number;
  /** There are more, which were left out. */
  isCut: boolean;
  rules: readonly RuleRecord[];
}

/** Payments of one address that are judged again at most: a hot wallet's would take minutes and say nothing. */
const SENT_MAX = 50_000;

/** Judges all final payments of an address again, as the lane did, and keeps of each rule how near it came to firing. */
export async function recordOfAddress(
  db: Executor,
  cache: InputCache,
  chain: Chain,
  address: Address,
): Promise<AddressRecord> {
  const lane = await findLane(db, chain.id);
  const rules = new Map<string, RuleRecord>();
  let sent = 0;
  if (lane === undefined) return { sent, isCut: false, rules: [] };
  for await (const { transfer, inputs, encounter } of rememberSent(
    db,
    cache,
    chain,
    lane,
    address,
    lane.depthPosition,
  )) {
    if (sent === SENT_MAX) return { sent, isCut: true, rules: [...rules.values()] };
    sent++;
    for (const armed of inputs.heuristics) {
      const { id: heuristic, version } = armed.heuristic;
      const assessment = assess(armed, inputs, encounter);
      const key = `${heuristic}/${version}`;
      const nearest = { transfer, assessment };
      const record = rules.get(key) ?? { heuristic, version, fired: 0, silent: 0, withheld: 0, nearest };
      const isNearer = nearness(assessment) >= nearness(record.nearest.assessment);
      rules.set(key, { ...record, ...count(record, assessment), ...(isNearer && { nearest }) });
    }
  }
  return { sent, isCut: false, rules: [...rules.values()] };
}

function count(record: RuleRecord, { outcome }: Assessment): Partial<RuleRecord> {
  switch (outcome) {
    case "fires":
      return { fired: record.fired + 1 };
    case "silent":
      return { silent: record.silent + 1 };
    case "withheld":
      return { withheld: record.withheld + 1 };
  }
}

/** Firing is nearest; then the more of its figures are met. */
function nearness(assessment: Assessment): number {
  if (assessment.outcome === "fires") return Number.POSITIVE_INFINITY;
  return assessment.outcome === "silent" ? assessment.figures.filter(({ met }) => met).length : -1;
}
