import { defineFreezeFamily } from "../freeze-family.ts";
import { paxosLegacy } from "./paxos-legacy.ts";
import { paxosV2 } from "./paxos-v2.ts";

/** Contracts upgraded in place: their past holds legacy freezes. */
export const paxosV2WithLegacy = defineFreezeFamily({
  name: "paxos_v2_with_legacy",
  title: "Paxos V2 with a legacy past",
  events: [...paxosV2.events, ...paxosLegacy.events.filter(({ kind }) => kind !== "destroy")],
  sources: [
    "paxosglobal/paxos-token-contracts contracts/PaxosTokenV2.sol",
    "TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts",
  ],
});
