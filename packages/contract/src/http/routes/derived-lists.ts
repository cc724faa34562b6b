import { FREEZE_LIST } from "@redflag/domain/freeze-book";
import { z } from "zod";
import { BlockNumber, Caip10, ChainName, Hash32 } from "../../identifiers.ts";
import { Time } from "../fields.ts";
import { AddressText } from "../list-entry.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

/** What follows from the ledger alone: it is on no list that anybody edits, and has no versions. */

const Count = z.int().nonnegative();

/** What one issuer has frozen, on every chain that the ledger holds something of. */
const IssuerFreezes = z.strictObject({
  list: z.literal(FREEZE_LIST),
  issuer: z.string(),
  /** Accounts frozen now, counted for each contract: frozen for two tokens, an account counts twice. */
  standing: Count,
  /** Of these, by an event that could still be reorged away. */
  provisional: Count,
  lifted: Count,
  contracts: z.array(
    z.strictObject({
      symbol: z.string(),
      chain: ChainName,
      standing: Count,
      provisional: Count,
      lifted: Count,
      lastBlock: BlockNumber,
    }),
  ),
});
export type IssuerFreezes = z.infer<typeof IssuerFreezes>;

export const listIssuerFreezes = defineRoute({
  id: "listIssuerFreezes",
  method: "GET",
  path: "/v1/freezes",
  tag: "Watchlists",
  summary: "Count what issuers have frozen",
  description: "Read from the ledger's own blocks. Whether an address is frozen is said with its listings.",
  access: "lists:read",
  answer: { status: 200, body: z.strictObject({ items: z.array(IssuerFreezes) }), description: "By issuer" },
  action: "freeze.list",
});

const Place = z.strictObject({
  block: BlockNumber,
  time: Time,
  transaction: Hash32,
  /** At the chain's explorer. */
  link: z.string().optional(),
  state: z.enum(["provisional", "final"]),
});

/** One freeze of an address, from the event that began it until the one that lifted it. */
export const Freeze = z.strictObject({
  list: z.literal(FREEZE_LIST),
  issuer: z.string(),
  symbol: z.string(),
  chain: ChainName,
  token: Caip10,
  address: AddressText,
  status: z.enum(["in_force", "lifted"]),
  frozen: Place,
  unfrozen: Place.optional(),
});
export type Freeze = z.infer<typeof Freeze>;

/** An address that is inferred to be a deposit address of a known service, with what that rests on. */
export const Deposit = z.strictObject({
  address: AddressText,
  chain: ChainName,
  status: z.literal("inferred"),
  /** The wallet that it forwards to. */
  service: AddressText,
  /** As lists name it now. */
  entity: z.string().optional(),
  confidence: z.int().min(0).max(100),
  evidence: z.strictObject({ forwardCount: Count, sharePpm: Count, firstTime: Time, lastTime: Time }),
  inferredAt: z.strictObject({ block: BlockNumber, logIndex: Count }),
});
export type Deposit = z.infer<typeof Deposit>;

export const listDeposits = defineRoute({
  id: "listDeposits",
  method: "GET",
  path: "/v1/deposits",
  tag: "Watchlists",
  summary: "List addresses that are inferred to be deposit addresses of known services",
  description: "Derived from final payments, on no list, and gone again when an address behaves otherwise.",
  access: "lists:read",
  query: PageQuery.extend({ chain: ChainName }),
  answer: { status: 200, body: pageOf(Deposit), description: "By address" },
  problems: ["chain_unknown"],
  action: "deposit.list",
});
