import { AlertExplanation } from "@redflag/contract/alert-explanation";
import { HeldEntry } from "@redflag/contract/finding-words";
import { z } from "zod";
import { BundledAlert } from "./bundled-alert.ts";
import { BundledEpochs } from "./bundled-epoch.ts";
import { Bytes20, Bytes32, Count, KnownChain, Name, Seconds } from "./bundled-words.ts";

const Words = z.string().min(1).max(2_000);

/** A block that a payment is in, and how the ledger came by it. */
const BundledBlock = z.strictObject({
  chain: KnownChain,
  number: Count,
  hash: Bytes32,
  /** Absent where retention has dropped the block: what findings have of it is left. */
  parentHash: Bytes32.optional(),
  time: Seconds,
  /** Absent where retention has dropped what was known of it. */
  coverage: z
    .strictObject({
      level: Name,
      /** By its name: never a URL, which may hold a key. */
      endpoint: Name,
      readAt: Seconds,
      shortfall: Words.optional(),
    })
    .optional(),
});

/** What an issuer's event says of an account: the ledger is this list. */
const BundledFreeze = z.strictObject({
  chain: KnownChain,
  token: Bytes20,
  account: Bytes20,
  txHash: Bytes32,
  blockNumber: Count,
  logIndex: Count,
  time: Seconds,
});

/** A version of something imported that was in force. */
const BundledList = z.strictObject({
  kind: z.enum(["watchlist", "rates", "borders", "enrichment"]),
  id: Name,
  version: Count,
  /** SHA-256 of its content, 64 hex digits, as its digest is made. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  source: Words.optional(),
  importedAt: Seconds.optional(),
});

const BundledRate = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  day: z.iso.date(),
  perEur: z.string().regex(/^(?=.*[1-9])\d{1,18}(?:\.\d{1,9})?$/),
});

/** What judging again needs, as `encodeSlice` writes it; or why the findings can only be read. */
const BundledSlice = z.discriminatedUnion("replay", [
  z.strictObject({ replay: z.literal("exact"), slice: z.json() }),
  z.strictObject({ replay: z.literal("recorded"), reason: Words }),
]);

const { ownPast, ownPastMissing, related } = AlertExplanation.shape;

/** All that goes into a bundle and follows from nothing else in it. JSON-safe. */
export const BundleContent = z.strictObject({
  alert: BundledAlert,
  /** Each once, by chain, then number. */
  blocks: z.array(BundledBlock),
  /** Kept proofs (`KeptProof`), as they are kept. */
  proofs: z.array(z.strictObject({ chain: KnownChain, block: Count, proof: z.json() })),
  /** Blocks without one, or with one that lacks transactions of these payments, and why. */
  proofsMissing: z.array(z.strictObject({ chain: KnownChain, block: Count, reason: Words })),
  lists: z.array(BundledList),
  entries: z.array(HeldEntry),
  freezes: z.array(BundledFreeze),
  epochs: BundledEpochs,
  rates: z.array(BundledRate),
  slice: BundledSlice,
  /** What of the explanation does not follow from the alert: of the subject before it, and of other alerts. */
  besides: z.strictObject({ ownPast, ownPastMissing, related }),
});
export type BundleContent = z.infer<typeof BundleContent>;

/** Who made a bundle of it, when, and with what. */
export const BundleOrigin = z.strictObject({
  /** Of the program. */
  version: z.string().regex(/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]{1,40})?$/),
  madeAt: z.iso.datetime(),
  /** A person's name as a case's export has it, or what made it. */
  madeBy: Name,
});
export type BundleOrigin = z.infer<typeof BundleOrigin>;
