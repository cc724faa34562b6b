import type { Freeze, IssuerFreezes } from "@redflag/contract/http/routes/derived-lists";
import { formatAddress, formatCaip10 } from "@redflag/domain/address";
import { findChainById } from "@redflag/domain/chain-registry";
import { transactionLink } from "@redflag/domain/explorer-link";
import { FREEZE_LIST, freezeSpells } from "@redflag/domain/freeze-book";
import { findToken } from "@redflag/domain/token-registry";
import type { FreezeCount, PlacedFreeze } from "@redflag/store/freeze-read";

/** By issuer. A contract that this program no longer knows is left out: nothing is screened with it either. */
export function issuerFreezesBodies(counts: readonly FreezeCount[]): IssuerFreezes[] {
  const contracts = counts.flatMap(({ chainId, token, ...rest }) => {
    const chain = findChainById(chainId);
    const known = chain && findToken(chain.name, token);
    if (chain === undefined || known === undefined) return [];
    const symbol = known.contract.symbol ?? known.token.symbol;
    return [{ issuer: known.token.issuer, contract: { symbol, chain: chain.name, ...rest } }];
  });
  const byName = [...Map.groupBy(contracts, ({ issuer }) => issuer)].sort(([a], [b]) => (a < b ? -1 : 1));
  return byName.map(([issuer, own]) => {
    const sum = (key: "standing" | "provisional" | "lifted") =>
      own.reduce((total, { contract }) => total + contract[key], 0);
    return {
      list: FREEZE_LIST,
      issuer,
      standing: sum("standing"),
      provisional: sum("provisional"),
      lifted: sum("lifted"),
      contracts: own.map(({ contract }) => contract),
    };
  });
}

/**
 * On each chain that the ledger has a freeze of these bytes on, in the order in which they began.
 * @param asOf what was known then, by the time of the blocks
 */
export function freezeBodies(events: readonly PlacedFreeze[], asOf?: Date): Freeze[] {
  const until = asOf === undefined ? Number.POSITIVE_INFINITY : asOf.getTime() / 1000;
  const known = events.filter(({ time }) => time <= until);
  return [...Map.groupBy(known, ({ chainId }) => chainId)].flatMap(([chainId, own]) => {
    const chain = findChainById(chainId);
    if (chain === undefined) return [];
    const placeOf = ({ blockNumber, txHash, time, isFinal }: PlacedFreeze): Freeze["frozen"] => {
      const link = transactionLink(chain, txHash);
      return {
        block: blockNumber,
        time: new Date(time * 1000).toISOString(),
        transaction: txHash,
        ...(link !== undefined && { link }),
        state: isFinal ? "final" : "provisional",
      };
    };
    return freezeSpells(own).map(({ account, token, frozen, lifted }) => {
      const found = findToken(chain.name, token);
      return {
        list: FREEZE_LIST,
        issuer: found?.token.issuer ?? "unknown issuer",
        symbol: found?.contract.symbol ?? found?.token.symbol ?? "unknown token",
        chain: chain.name,
        token: formatCaip10(chain, token),
        address: formatAddress(account, chain.family),
        status: lifted === undefined ? "in_force" : "lifted",
        frozen: placeOf(frozen),
        ...(lifted !== undefined && { unfrozen: placeOf(lifted) }),
      };
    });
  });
}
