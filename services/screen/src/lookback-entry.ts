import type { ListedEntry } from "@redflag/domain/entry";
import type { LookbackCause } from "@redflag/domain/lookback";
import { type LookbackAlert, lookbackAlert } from "@redflag/domain/lookback-alert";
import { judgeExposure, judgePast } from "@redflag/domain/lookback-finding";
import { pathOf } from "@redflag/domain/lookback-taint";
import { followMoney } from "./lookback-exposure.ts";
import type { LookbackPast } from "./lookback-past.ts";

export interface EntryLooked {
  alerts: LookbackAlert[];
  /** What a bound cut off, in words. */
  bounds: string[];
}

/** All that the past says of one new entry: its own transfers, and whom its money came to by way of others. */
export async function lookAtEntry(past: LookbackPast, entry: ListedEntry, cause: LookbackCause): Promise<EntryLooked> {
  const { chain, params } = past;
  const own = await past.transfersOfEntry(entry.address);
  const bounds = own.isCut ? [`of more than ${params.transfersPerEntryMax} transfers one way, the newest count`] : [];
  const blocks = await past.blocksOf(own.transfers);
  const hits = own.transfers.flatMap((transfer) => {
    const block = blocks.get(transfer.blockNumber);
    if (block === undefined) throw new Error("Broken invariant: the ledger holds the block of each of its transfers");
    return judgePast(chain, entry, cause, block, transfer) ?? [];
  });
  if (hits.length === 0) return { alerts: [], bounds };
  const counted = hits.map(({ transfer }) => transfer);
  const exposed = await followMoney(past, entry.address, counted, bounds);
  const ways = await past.blocksOf(
    exposed.flatMap(({ flows }) => flows.flatMap((flow) => pathOf(flow).map(({ transfer }) => transfer))),
  );
  return {
    alerts: [
      lookbackAlert(chain.caip2, cause, hits),
      ...exposed.map(({ flows }) => {
        const findings = flows.map((flow) => judgeExposure(chain, entry, cause, flow, ways));
        return lookbackAlert(chain.caip2, cause, findings);
      }),
    ],
    bounds: bounds.map((text) => `${entry.address}: ${text}`),
  };
}
