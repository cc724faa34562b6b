import { z } from "zod";
import { ACCOUNT_CHARS_MAX, Hash32 } from "../../identifiers.ts";
import { WhyAbsentLine, WhyAddressLine, WhyTransferLine } from "../../why-line.ts";
import { defineRoute } from "../route.ts";
import { ChainText } from "./alerts.ts";

const WhyTransaction = z.strictObject({
  /** In ledger order, the first twenty; none where the ledger holds none. */
  transfers: z.array(WhyTransferLine),
  moreTransfers: z.int().nonnegative(),
  notInLedger: WhyAbsentLine.optional(),
});

export const whyTransaction = defineRoute({
  id: "whyTransaction",
  method: "GET",
  path: "/v1/transactions/{chain}/{hash}/why",
  tag: "Alerts",
  summary: "Say what every rule says of a transaction's payments",
  description:
    "Judged again with the lists, rates and rules that held: figures against thresholds, silence included. The same objects as " +
    "`redflag why <transaction> --json` prints.",
  access: "alerts:read",
  params: z.strictObject({ chain: ChainText, hash: Hash32 }),
  answer: { status: 200, body: WhyTransaction, description: "One for each transfer" },
  problems: ["chain_unknown"],
  action: "why.transaction",
});

const WhyAddress = z.strictObject({
  address: WhyAddressLine,
  /** The newest ten, the newest first. */
  transfers: z.array(WhyTransferLine),
  notInLedger: WhyAbsentLine.optional(),
});

export const whyAddress = defineRoute({
  id: "whyAddress",
  method: "GET",
  path: "/v1/addresses/{caip10}/why",
  tag: "Alerts",
  summary: "Say how near each rule came to firing on what an address sent",
  description:
    "Its listings, freezes, alerts and exposure, each rule's record over its final payments, and its newest transfers one by " +
    "one. Of an address with many transfers the first are judged, and `isCut` says so.",
  access: "alerts:read",
  params: z.strictObject({ caip10: z.string().min(1).max(ACCOUNT_CHARS_MAX) }),
  answer: { status: 200, body: WhyAddress, description: "What was said of it" },
  problems: ["address_malformed", "address_checksum", "chain_unknown"],
  action: "why.address",
});
