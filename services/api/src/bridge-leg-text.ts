import { formatAddress } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { findChainById, getChain } from "@redflag/domain/chain-registry";
import { type KnownLeg, legPlaceOf } from "@redflag/domain/cross-chain/leg";
import type { Hash } from "@redflag/domain/hex";
import type { Executor } from "@redflag/store/database";
import { listLegsInBlock, listLegsNamed } from "@redflag/store/hop-leg";
import { findLane } from "@redflag/store/lane";

/** Where the money of a transaction's bridge events went or came from, as far as the watched chains show. */
export async function listLegTexts(db: Executor, chain: Chain, txHash: Hash, blockNumber: number): Promise<string[]> {
  const legs = (await listLegsInBlock(db, chain.id, blockNumber)).filter(
    ({ payment }) => payment.transfer.txHash === txHash,
  );
  return Promise.all(legs.map((leg) => legText(db, leg)));
}

async function legText(db: Executor, leg: KnownLeg): Promise<string> {
  const { outcome, direction, remoteChain } = leg;
  const isDeparture = direction === "departure";
  const [partner] = outcome.partner === undefined ? [] : await listLegsNamed(db, [outcome.partner]);
  if (partner === undefined) {
    if (remoteChain === undefined)
      return `${sideText(isDeparture)} not watched: it is on a chain that Redflag does not know`;
    const lane = await findLane(db, getChain(remoteChain).id);
    if (lane === undefined) return `${sideText(isDeparture)} not watched: ${remoteChain} is not followed`;
    return `${sideText(isDeparture)} not seen on ${remoteChain}, as far as all lanes are judged`;
  }
  const { chain, holder, payment } = partner;
  const who = formatAddress(holder, getChain(chain).family);
  const hops = (isDeparture ? partner : leg).outcome.path?.length ?? 0;
  const count = hops > 2 ? `, hop ${hops / 2} of its way ${wayText(leg, partner)}` : "";
  return `${isDeparture ? "arrived" : "left"} on ${chain}, ${isDeparture ? "at" : "from"} ${who}, in ${payment.transfer.txHash}${count}`;
}

/** "ethereum → base → optimism" */
function wayText(leg: KnownLeg, partner: KnownLeg): string {
  const arrival = leg.direction === "arrival" ? leg : partner;
  const departures = (arrival.outcome.path ?? []).filter((_, at) => at % 2 === 0);
  return [...departures.map((name) => findChainById(legPlaceOf(name).chainId)?.name), arrival.chain].join(" → ");
}

function sideText(isDeparture: boolean): string {
  return isDeparture ? "its arrival is" : "its departure is";
}
