import type { Chain } from "@redflag/domain/chain";
import { describeBridgeEvent } from "@redflag/domain/decoded-bridge-event";
import { describeIssuerEvents } from "@redflag/domain/decoded-issuer-event";
import type { Hash } from "@redflag/domain/hex";
import { findToken } from "@redflag/domain/token-registry";
import { listBridgeEventsOfTransaction } from "@redflag/store/bridge-event-read";
import type { Executor } from "@redflag/store/database";
import { listIssuerEventsOfTransaction } from "@redflag/store/issuer-event-read";
import { listLegTexts } from "./bridge-leg-text.ts";

/** What a transaction did besides its transfers, in words: freezes, destructions, legs of a bridge. */
export async function listBesides(db: Executor, chain: Chain, txHash: Hash, blockNumber: number): Promise<string[]> {
  const issued = await listIssuerEventsOfTransaction(db, chain.id, txHash, blockNumber);
  const bridged = await listBridgeEventsOfTransaction(db, chain.id, txHash, blockNumber);
  const byLog = [...Map.groupBy(issued, ({ logIndex }) => logIndex).values()];
  return [
    ...byLog.map((events) => {
      const symbol = findToken(chain.name, events[0]?.token ?? "0x")?.token.symbol ?? "";
      return `issuer event  ${describeIssuerEvents(chain, symbol, events).text}`;
    }),
    ...bridged.map((event) => `bridge event  ${describeBridgeEvent(chain, event).text}`),
    ...(await listLegTexts(db, chain, txHash, blockNumber)).map((text) => `across chains ${text}`),
  ];
}
