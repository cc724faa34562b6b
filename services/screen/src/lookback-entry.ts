import { setImmediate as letOthersRun } from "node:timers/promises";
import type { ListedEntry } from "@redflag/domain/entry";
import type { Finding } from "@redflag/domain/finding";
import type { LookbackCause } from "@redflag/domain/lookback";
import { type LookbackAlert, lookbackAlert } from "@redflag/domain/lookback-alert";
import { judgeExposure, judgePast } from "@redflag/domain/lookback-finding";
import { pathOf } from "@redflag/domain/lookback-taint";
import type { Block, Transfer } from "@redflag/domain/transfer";
import { firstCarriers, followMoney } from "./lookback-exposure.ts";
import type { LookbackPast } from "./lookback-past.ts";

export interface EntriesLooked {
  /** How many of the entries, from the first. */
  count: number;
  alerts: LookbackAlert[];
  /** What a bound cut off, in words. */
  bounds: string[];
}

/** What of an entry was looked at, and what it gave so far. */
interface Begun {
  entry: ListedEntry;
  cause: LookbackCause;
  own: readonly Transfer[];
  bounds: string[];
}

/**
 * All that the past says of new entries: their own transfers, and whom their money came to by way of others. Entry by entry
 * the same, however many are looked at together.
 * @param rowsMax no other entry is begun when so many transfers were read
 */
export async function lookAtEntries(
  past: LookbackPast,
  entries: readonly ListedEntry[],
  causeOf: (entry: ListedEntry) => LookbackCause,
  rowsMax: number,
): Promise<EntriesLooked> {
  const begun: Begun[] = [];
  await past.readAhead("entry", [...new Set(entries.map(({ address }) => address))]);
  for (const entry of entries) {
    if (past.rowCount >= rowsMax) break;
    const { transfers: own, isCut } = await past.transfersOfEntry(entry.address);
    const bounds = isCut
      ? [`of more than ${past.params.transfersPerEntryMax} transfers one way, the newest count`]
      : [];
    begun.push({ entry, cause: causeOf(entry), own, bounds });
  }
  const blocks = await past.blocksOf(begun.flatMap(({ own }) => own));
  const hit = begun
    .map((one) => ({ ...one, hits: judgeOwn(past, one, blocks) }))
    .filter(({ hits }) => hits.length > 0)
    .map((one) => ({ ...one, counted: one.hits.map(({ transfer }) => transfer) }));
  const carriers = hit.flatMap(({ entry, counted }) => firstCarriers(past, entry.address, counted));
  await past.readAhead("history", [...new Set(carriers)]);
  const alerts: LookbackAlert[] = [];
  const exposures = [];
  for (const { entry, cause, counted, bounds } of hit) {
    exposures.push({ entry, cause, exposed: await followMoney(past, entry.address, counted, bounds) });
    // All of it is at hand by now, and the lane is mostly screened by this very thread.
    await letOthersRun();
  }
  const flows = exposures.flatMap(({ exposed }) => exposed.flatMap((one) => one.flows));
  const ways = await past.blocksOf(flows.flatMap((flow) => pathOf(flow).map(({ transfer }) => transfer)));
  const { chain } = past;
  for (const { cause, hits } of hit) alerts.push(lookbackAlert(chain.caip2, cause, hits));
  for (const { entry, cause, exposed } of exposures) {
    for (const { flows: own } of exposed) {
      const findings = own.map((flow) => judgeExposure(chain, entry, cause, flow, ways));
      alerts.push(lookbackAlert(chain.caip2, cause, findings));
    }
    await letOthersRun();
  }
  const bounds = begun.flatMap(({ entry, bounds: own }) => own.map((text) => `${entry.address}: ${text}`));
  return { count: begun.length, alerts, bounds };
}

function judgeOwn(
  { chain }: LookbackPast,
  { entry, cause, own }: Begun,
  blocks: ReadonlyMap<number, Block>,
): Finding[] {
  return own.flatMap((transfer) => {
    const block = blocks.get(transfer.blockNumber);
    if (block === undefined) throw new Error("Broken invariant: the ledger holds the block of each of its transfers");
    return judgePast(chain, entry, cause, block, transfer) ?? [];
  });
}
