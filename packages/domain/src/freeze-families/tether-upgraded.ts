import { defineFreezeFamily } from "../freeze-family.ts";
import { tetherIndexed } from "./tether-indexed.ts";
import { tetherLegacy } from "./tether-legacy.ts";

/**
 * Contracts that were upgraded in place: their past holds legacy freezes, their present indexed ones. Issue and Redeem
 * are not read: the upgraded contract emits Redeem beside a Transfer, the legacy one without.
 */
export const tetherUpgraded = defineFreezeFamily({
  name: "tether_upgraded",
  title: "Tether, upgraded from legacy to indexed",
  events: [...tetherLegacy.events.filter(({ kind }) => kind !== "issue" && kind !== "redeem"), ...tetherIndexed.events],
  sources: ["TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts"],
});
