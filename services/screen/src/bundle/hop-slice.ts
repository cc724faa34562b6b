import type { Alert, Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { inClockOrder, type KnownLeg, legName } from "@redflag/domain/cross-chain/leg";
import type { ListedEntry } from "@redflag/domain/entry";
import { epochAt } from "@redflag/domain/epoch";
import type { HopSlice } from "@redflag/domain/judge-again/judged-slice";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { listLegsInBlock, listLegsNamed } from "@redflag/store/hop-leg";
import { findLane } from "@redflag/store/lane";
import type { InputCache } from "../input-cache.ts";
import { entriesAmong, epochsAt } from "./slice-inputs-read.ts";

/** The legs by which the money of an alert across chains came, and what held at their places. */
export async function readHopSlice(
  db: Executor,
  inputs: InputCache,
  chain: Chain,
  alert: Alert,
  evidence: readonly Evidence[],
): Promise<HopSlice> {
  const legs = await legsOf(db, chain, evidence);
  const epochs: HopSlice["epochs"] = [];
  const entries: ListedEntry[] = [];
  for (const [chainId, own] of Map.groupBy(legs, (leg) => leg.chainId)) {
    const lane = await findLane(db, chainId);
    const all = lane === undefined ? [] : await listEpochs(db, lane);
    const numbers = own.map(({ blockNumber }) => blockNumber);
    // Legs from below retention's cut outlive their epochs: then the first one holds for them.
    const isOlder = numbers.some((block) => epochAt(all, block) === undefined);
    const used = new Set([...all.slice(0, isOlder ? 1 : 0), ...epochsAt(all, numbers)]);
    const ofChain = all.filter((epoch) => used.has(epoch));
    epochs.push({ chainId, epochs: ofChain });
    const holders = own.map(({ holder }) => holder);
    entries.push(...(await entriesAmong(db, inputs, ofChain, holders)));
  }
  const named = new Map(entries.map((entry) => [`${entry.list} ${entry.listVersion} ${entry.entryId}`, entry]));
  return {
    kind: "hops",
    chain: chain.name,
    heuristic: alert.heuristic,
    subject: alert.subject,
    blocks: [],
    transfers: [],
    legs: legs.sort(inClockOrder).map(({ outcome, ...leg }) => leg),
    epochs,
    entries: [...named.values()],
  };
}

/** The arrivals that the findings are on, and the whole way of each. */
async function legsOf(db: Executor, chain: Chain, evidence: readonly Evidence[]): Promise<KnownLeg[]> {
  const places = new Set(evidence.map(({ transfer }) => `${transfer.blockNumber}/${transfer.logIndex}`));
  const arrivals: KnownLeg[] = [];
  for (const block of new Set(evidence.map(({ transfer }) => transfer.blockNumber))) {
    for (const leg of await listLegsInBlock(db, chain.id, block)) {
      const { blockNumber, logIndex } = leg.payment.transfer;
      if (leg.direction === "arrival" && places.has(`${blockNumber}/${logIndex}`)) arrivals.push(leg);
    }
  }
  const found = new Map(arrivals.map((leg) => [legName(leg), leg]));
  const names = new Set(arrivals.flatMap(({ outcome }) => outcome.path ?? []).filter((name) => !found.has(name)));
  for (const leg of await listLegsNamed(db, names)) found.set(legName(leg), leg);
  return [...found.values()];
}
