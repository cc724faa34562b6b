import { SEVERITIES } from "@redflag/domain/entry";
import { z } from "zod";
import { ACCOUNT_CHARS_MAX, BlockNumber, Caip2, Caip10, Hash32, HeuristicId } from "../../identifiers.ts";
import { Time } from "../fields.ts";
import {
  BlockPlace,
  Count,
  CurrencyAmount,
  Dust,
  FlowPosition,
  FlowReach,
  PartyFacts,
  TokenFlow,
} from "../flow-party.ts";
import { Family } from "../list-entry.ts";
import { defineRoute } from "../route.ts";
import { Deposit, Freeze } from "./derived-lists.ts";
import { HeldExposure } from "./screening.ts";
import { Listing } from "./watchlists.ts";

const COUNTERPARTIES_MAX = 100;
const GRAPH_NODES_MAX = 200;
const GRAPH_EDGES_MAX = 500;
const GRAPH_HOPS_MAX = 3;
/** Wallets of one service that are named. */
export const NODE_ADDRESSES_MAX = 20;
/** Alerts of the address that are shown, the newest. */
export const SHOWN_ALERTS_MAX = 50;

/** Any form: 0x and 40 digits, T and 33 characters, 41 and 40 digits, CAIP-10. What is wrong with it is said in words. */
const params = z.strictObject({ address: z.string().min(1).max(ACCOUNT_CHARS_MAX) });
/** A chain's name or its CAIP-2 id; needed unless the address is CAIP-10 or its family has one chain that is watched. */
const chain = z.string().min(1).max(41).optional();

const Side = z.strictObject({ count: Count, sums: z.array(CurrencyAmount) });

/** As the chain's lane remembers the address. */
const Profile = z.strictObject({
  asOfBlock: BlockNumber,
  firstSeen: Time,
  lastSeen: Time,
  /** Since the lane began. */
  received: Count,
  paid: Count,
  /** Received less paid since then: the balance only of an address that had nothing before. */
  net: z.array(CurrencyAmount),
  /** Sums of the days that are remembered: 92 at most, counted back from the newest. */
  remembered: z.strictObject({ from: z.iso.date(), to: z.iso.date(), in: Side, out: Side }).optional(),
});
export type FlowProfile = z.infer<typeof Profile>;

const Party = PartyFacts.extend({ address: Caip10 });

const Counterparty = Party.extend({
  payments: Count,
  received: z.array(TokenFlow),
  paid: z.array(TokenFlow),
});
export type Counterparty = z.infer<typeof Counterparty>;

const AddressAlert = z.strictObject({
  id: Hash32,
  heuristic: HeuristicId,
  severity: z.enum(SEVERITIES),
  exposure: z.enum(["DIRECT", "INDIRECT", "BEHAVIORAL"]),
  score: z.number(),
  state: z.enum(["provisional", "final", "withdrawn"]),
  evidence: Count,
  first: BlockPlace,
  last: BlockPlace,
});
export type AddressAlert = z.infer<typeof AddressAlert>;

const Alias = Party.extend({
  /** `likely` of the other family: probably, not surely, the same holder. `same` of the same family: the same key. */
  holder: z.enum(["same", "likely"]),
  profile: Profile.pick({ asOfBlock: true, firstSeen: true, lastSeen: true, received: true, paid: true }),
});
export type Alias = z.infer<typeof Alias>;

const AddressFlows = Party.extend({
  chain: Caip2,
  family: Family,
  /** False: nothing is known of the address's payments there, which is not that there are none. */
  watched: z.boolean(),
  position: FlowPosition.optional(),
  /** Absent where the lane has not met the address by the block up to which it remembers. */
  profile: Profile.optional(),
  /** UTC days with a payment, ascending, of the days that are remembered. */
  days: z.array(z.strictObject({ day: z.iso.date(), in: Side, out: Side })),
  exposures: z.array(HeldExposure),
  /** Of which the address is the subject; withdrawn ones too. */
  alerts: z.strictObject({ items: z.array(AddressAlert), more: z.boolean() }),
  counterparties: z.strictObject({
    /** The largest by amount first, by currency in turn; then those that are there by the number of payments. */
    items: z.array(Counterparty),
    /** Among the payments that were read. */
    of: Count,
    covers: z.strictObject({ in: FlowReach, out: FlowReach }).optional(),
    leftOut: z.strictObject({ dust: Dust }),
  }),
  /** Everything that lists say or said; a thousand at most. */
  listings: z.array(Listing),
  /** On every chain. */
  freezes: z.array(Freeze),
  deposits: z.array(Deposit),
  /** The same 20 bytes on other chains that are watched, where their lanes have met them. */
  aliases: z.array(Alias),
});
export type AddressFlows = z.infer<typeof AddressFlows>;

export const getAddress = defineRoute({
  id: "getAddress",
  method: "GET",
  path: "/v1/addresses/{address}",
  tag: "Flows",
  summary: "Show what is known of an address on one chain, and whom it pays and is paid by",
  description:
    "Profile and days are as the lane remembers them, up to `profile.asOfBlock`. Counterparties are of the newest 4,000 payments " +
    "each way up to `position.to`; `covers` says how far back those reach. A chain that is not watched is said so.",
  access: "flows:read",
  params,
  query: z.strictObject({
    chain,
    /** So many by amount, and so many by the number of payments. */
    counterparties: z.coerce.number<number>().int().min(1).max(COUNTERPARTIES_MAX).default(25),
  }),
  answer: { status: 200, body: AddressFlows, description: "As of the lane's position" },
  problems: ["address_malformed", "address_checksum", "chain_unknown", "chain_unnamed"],
  action: "address.show",
});

const GraphNode = PartyFacts.extend({
  /** An address, or `service:` and the name that the wallets of one service share. */
  id: z.string(),
  kind: z.enum(["address", "service", "issuance"]),
  /** CAIP-10; of a service those that were met, twenty at most. */
  addresses: z.array(Caip10),
  /** Payments away from the address that was asked for. */
  hop: Count,
  /** Its own payments were read. */
  expanded: z.boolean(),
  /** Money of listed addresses that is left with it. */
  exposures: z.array(CurrencyAmount),
  /** That are not withdrawn. */
  alerts: Count,
});
export type GraphNode = z.infer<typeof GraphNode>;

const GraphEdge = TokenFlow.extend({ from: z.string(), to: z.string() });
export type GraphEdge = z.infer<typeof GraphEdge>;

const GraphCut = z.strictObject({
  node: z.string(),
  shown: Count,
  /** Counterparties among the payments that were read; absent where it is payments that were cut: how many more is not known. */
  of: Count.optional(),
  /** `transfers`: only its newest payments were read. `nodes`, `edges`: the bounds of the graph. */
  rule: z.enum(["transfers", "nodes", "edges"]),
  direction: z.enum(["in", "out"]).optional(),
  /** Payments of `transfers` go back to here. */
  from: BlockPlace.optional(),
});
export type GraphCut = z.infer<typeof GraphCut>;

const FlowGraph = z.strictObject({
  address: Caip10,
  chain: Caip2,
  watched: z.boolean(),
  position: FlowPosition.optional(),
  /** The stretch that was looked at; absent where none of the ledger lies in it. */
  window: z.strictObject({ from: BlockPlace, to: BlockPlace }).optional(),
  nodes: z.array(GraphNode),
  /** The largest first, as they were met hop by hop. */
  edges: z.array(GraphEdge),
  /** What is not in it, by node. */
  cut: z.array(GraphCut),
  leftOut: z.strictObject({
    dust: Dust,
    /** Flows of less than `minAmount`. */
    small: Count,
  }),
});
export type FlowGraph = z.infer<typeof FlowGraph>;

export const getFlowGraph = defineRoute({
  id: "getFlowGraph",
  method: "GET",
  path: "/v1/addresses/{address}/graph",
  tag: "Flows",
  summary: "Show the money around an address: who paid whom, hop by hop",
  description:
    "The largest flows first; amounts of different currencies are never compared, each currency has its turn. A service is one node " +
    "whatever its wallets, and money is not followed through it. Each hop reads the newest 4,000 payments each way, shared by " +
    "the addresses whose turn it is; `cut` says of which node something is missing and why. Without `from` it looks 90 days back from the lane's position.",
  access: "flows:read",
  params,
  query: z.strictObject({
    chain,
    from: Time.optional(),
    to: Time.optional(),
    hops: z.coerce.number<number>().int().min(1).max(GRAPH_HOPS_MAX).default(2),
    /** `out`: where money went. `in`: where it came from. */
    direction: z.enum(["in", "out", "both"]).default("both"),
    /** In whole units of each token's currency, of one token between two addresses. */
    minAmount: z
      .string()
      .regex(/^\d{1,30}(?:\.\d{1,6})?$/)
      .default("0"),
    /** A symbol, or a contract's address. */
    token: z.string().min(1).max(64).optional(),
    nodes: z.coerce.number<number>().int().min(2).max(GRAPH_NODES_MAX).default(100),
    edges: z.coerce.number<number>().int().min(1).max(GRAPH_EDGES_MAX).default(250),
  }),
  answer: { status: 200, body: FlowGraph, description: "As of the lane's position" },
  problems: ["address_malformed", "address_checksum", "chain_unknown", "chain_unnamed"],
  action: "address.graph",
});
