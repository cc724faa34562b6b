import { defineFreezeFamily } from "../freeze-family.ts";
import { tetherIndexed } from "./tether-indexed.ts";
import { tetherLegacy } from "./tether-legacy.ts";

/**
 * Contracts that were upgraded in place: their past holds legacy freezes, their present indexed ones. Also one of which
 * sources disagree whether it is of the first or of the second design. Issue and Redeem are not read: the upgraded
 * contract emits Redeem beside a Transfer, the legacy one without.
 */
export const tetherUpgraded = defineFreezeFamily({
  name: "tether_upgraded",
  title: "Tether, legacy and indexed",
  events: [...tetherLegacy.events.filter(({ kind }) => kind !== "issue" && kind !== "redeem"), ...tetherIndexed.events],
  sources: ["TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts"],
});
