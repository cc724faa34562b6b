import type { GroupContextCode } from "./graph/group-context.ts";

/** One way in which money is moved, as authorities and researchers describe it, and what Redflag looks for it with. */
export interface Typology {
  id: `R-${string}`;
  title: string;
  /** Ids of the heuristics that look for it; none where nothing does. */
  rules: readonly string[];
  /** Code of the reason that tells of it beside what a rule of the graph finds: it opens no alert of its own. */
  within?: GroupContextCode;
  /** What is missing: the data or the part of Redflag that it would need, or that the rules lack for all of it. */
  needs?: string;
}

/** The catalogue that Redflag is held to, each typology once. A rule that looks for one is named in its row. */
export const TYPOLOGIES: readonly Typology[] = [
  { id: "R-DIRECT", title: "payment with a listed address", rules: ["watchlist-hit", "alias-hit"] },
  {
    id: "R-INDIRECT",
    title: "share of an address's money that comes from listed addresses over other hands",
    rules: ["indirect-exposure"],
  },
  { id: "R-COLLECT", title: "small payments of many, then one lump out", rules: ["collect-then-lump-out"] },
  { id: "R-SMURF1", title: "small payments of one payer, near a listing", rules: ["small-payments-near-listed"] },
  { id: "R-STRUCT", title: "payments just below a threshold", rules: ["structuring"] },
  { id: "R-TENK", title: "series of fixed increments", rules: ["fixed-increments"] },
  { id: "R-PASS", title: "rapid pass-through", rules: ["rapid-pass-through"] },
  {
    id: "R-PEEL",
    title: "chain of hops that each keep a little",
    rules: ["peel-chain"],
  },
  { id: "R-LEVY", title: "periodic payments of many to one", rules: ["regular-payers"] },
  { id: "R-RANSOM", title: "one large receipt, split, then silence", rules: ["lump-in-then-split"] },
  { id: "R-SPLIT", title: "the same split again and again", rules: ["same-split"] },
  { id: "R-DORMANT", title: "active again after a long silence", rules: ["dormant-then-active"] },
  { id: "R-NEW", title: "new wallet with a large first funding", rules: ["new-wallet-large-funding"] },
  {
    id: "R-INCONGRUENT",
    title: "volume that does not fit the profile",
    rules: ["incongruent-volume", "turnover-beyond-declared"],
    needs: "for the second, a turnover that the VASP declares",
  },
  {
    id: "R-THIRDPARTY",
    title: "deposit address funded by others than its customer",
    rules: ["third-party-funding"],
    needs: "the owner of a deposit address and the owner's wallets, which only the VASP knows",
  },
  {
    id: "R-COMMONFUND",
    title: "linked group with a common funder",
    rules: ["linked-group"],
    needs: "what fees are paid with, on TRON activations and energy, too: first fundings that are no token transfers",
  },
  {
    id: "R-CLUSTER",
    title: "community with a listed neighbour",
    rules: [],
    within: "community",
    needs:
      "a group that a rule of the graph has found; communities beside a listed address that are no group are not sought",
  },
  {
    id: "R-CHOKE",
    title: "junction: a group's flow stops without this address",
    rules: [],
    within: "junction",
    needs: "a group that a rule of the graph has found",
  },
  {
    id: "R-HUB",
    title: "unlabelled hub, larger than a person and smaller than an exchange",
    rules: ["hub"],
  },
  {
    id: "R-NESTED",
    title: "service nested in a deposit address",
    rules: ["nested-service"],
  },
  {
    id: "R-DISPERSE",
    title: "money spread over VASPs of several jurisdictions",
    rules: ["dispersion-over-services"],
  },
  {
    id: "R-DEPOWITH",
    title: "deposit and withdrawal without a trade; context only",
    rules: ["deposit-then-withdrawal"],
    needs: "the VASP's word whether there was a trade, and to which address was withdrawn",
  },
  { id: "R-CORRIDOR", title: "regional coin and dollars across a border", rules: ["regional-coin-corridor"] },
  {
    id: "R-HOP",
    title: "the same value over several chains",
    rules: ["chain-hop"],
  },
  { id: "R-MIXER", title: "payment with a mixer", rules: ["mixer-contact"] },
  {
    id: "R-FREEZE-EVADE",
    title: "out of freezable coins once a neighbour is frozen",
    rules: ["swap-after-freeze"],
  },
  { id: "R-FROZEN", title: "payment with an address that its issuer froze", rules: ["issuer-freeze"] },
  {
    id: "R-WAGE",
    title: "monthly payments of one to many, as wages are; context only",
    rules: ["wage-like-payments"],
  },
  {
    id: "R-CAMP",
    title: "many small receipts, small payments to new payees; context only",
    rules: ["camp-like-remittances"],
    needs: "where the payees are, and whether they are new to anybody but the payer",
  },
];
