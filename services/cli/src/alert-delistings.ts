import type { AlertLine } from "@redflag/contract/alert-line";
import type { Address } from "@redflag/domain/address";
import { LOOKBACK_EXPOSURE } from "@redflag/domain/lookback";
import type { StoredAlert } from "@redflag/store/alert-read";
import type { Executor } from "@redflag/store/database";
import { listDelistings } from "@redflag/store/watchlist-history";

type Delisted = NonNullable<AlertLine["delisted"]>;

/**
 * An alert stays what it was when who it is because of leaves a list; whoever reads it is told. One look for each address.
 */
export function rememberDelistings(db: Executor): (stored: StoredAlert) => Promise<Delisted> {
  const known = new Map<Address, Delisted>();
  const delistingsOf = async (address: Address): Promise<Delisted> => {
    const found =
      known.get(address) ??
      ((await listDelistings(db, [address])).get(address) ?? []).map(({ list, version, at }) => ({
        list,
        version,
        at: at.toISOString(),
      }));
    known.set(address, found);
    return found;
  };
  return async (stored) => (await Promise.all(listedIn(stored).map(delistingsOf))).flat();
}

/** Whose listing an alert rests on: its subject's, and where money was followed to the subject, who paid it first. */
function listedIn({ alert, evidence }: StoredAlert): Address[] {
  const origin = alert.heuristic === LOOKBACK_EXPOSURE ? evidence[0]?.supporting[0]?.transfer.sender : undefined;
  return origin === undefined || origin === alert.subject ? [alert.subject] : [alert.subject, origin];
}
