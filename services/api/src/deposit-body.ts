import type { Deposit } from "@redflag/contract/http/routes/derived-lists";
import { type Address, formatAddress } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { isService, listingAt } from "@redflag/domain/entry";
import type { Inference } from "@redflag/domain/inference";
import type { Executor } from "@redflag/store/database";
import { findEntriesOf } from "@redflag/store/watchlist";

export function depositBody(chain: Chain, inference: Inference, entity: string | undefined): Deposit {
  const { address, service, from, forwardCount, sharePpm, firstTime, lastTime, confidence } = inference;
  return {
    address: formatAddress(address, chain.family),
    chain: chain.name,
    status: "inferred",
    service: formatAddress(service, chain.family),
    ...(entity !== undefined && { entity }),
    confidence,
    evidence: {
      forwardCount,
      sharePpm,
      firstTime: new Date(firstTime * 1000).toISOString(),
      lastTime: new Date(lastTime * 1000).toISOString(),
    },
    inferredAt: { block: from.blockNumber, logIndex: from.logIndex },
  };
}

/** How lists name a service's wallet at this time (unix seconds); undefined where none does. */
export async function findServiceName(
  db: Executor,
  { family }: Chain,
  wallet: Address,
  time: number,
): Promise<string | undefined> {
  const lives = await findEntriesOf(db, wallet);
  return lives.find(
    ({ entry, endedSeq }) =>
      endedSeq === undefined &&
      entry.family === family &&
      isService(entry) &&
      listingAt(entry, time) === "in_force" &&
      entry.entity !== undefined,
  )?.entry.entity;
}
