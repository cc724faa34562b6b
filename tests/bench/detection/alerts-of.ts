import { type Alert, appendFindings } from "@redflag/domain/alert";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { cutEpisodes } from "@redflag/domain/episode";
import type { Finding, SupportingTransfer } from "@redflag/domain/finding";
import type { TransferPlace } from "@redflag/domain/heuristic";
import type { Firing } from "@redflag/domain/judge-depth";
import { type FoundAlert, foundAlert, type PaymentIds } from "./found-alert.ts";
import type { PlayedSet } from "./play-set.ts";

/** What the lane would make of these firings, without its database: their alerts, by the same rank. */
export function alertsOf(
  { blocks, transfers }: PlayedSet,
  firings: readonly Firing[],
  ids: PaymentIds,
): Array<{ alert: Alert; found: FoundAlert }> {
  const byPlace = new Map(transfers.map((transfer) => [keyOf(transfer), transfer]));
  const supportAt = (place: TransferPlace): SupportingTransfer[] => {
    const [block, transfer] = [blocks.get(place.blockNumber), byPlace.get(keyOf(place))];
    return block === undefined || transfer === undefined ? [] : [{ block, transfer }];
  };
  const findings = firings.map((firing): Finding => ({ ...firing, supporting: firing.supporting.flatMap(supportAt) }));
  return cutEpisodes(ethereum.caip2, findings, new Map()).map(({ id, findings: own }) => {
    const { alert, evidence } = appendFindings(id, undefined, own);
    return { alert, found: foundAlert(alert, evidence, ids) };
  });
}

function keyOf({ blockNumber, logIndex }: TransferPlace): string {
  return `${blockNumber}/${logIndex}`;
}
