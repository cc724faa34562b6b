import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import type { Canonical } from "../content-hash.ts";
import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES, SHARINGS } from "../entry.ts";
import { type Hex, isHex } from "../hex.ts";
import { AMOUNT_MAX } from "../money.ts";
import { LANE_REACHES } from "./judged-slice.ts";

const ADDRESS_BYTES = 20;
const HASH_BYTES = 32;
/** Of names, words of a list and keys of a bridge: more than any that is written. */
const TEXT_CHARS_MAX = 4_096;
const VERSIONS_MAX = 10_000;

const hexOf = (byteCount: number) =>
  z.custom<Hex>((given) => isHex(given, byteCount), { error: `not ${byteCount} bytes of lower-case hex` });
const address = hexOf(ADDRESS_BYTES);
const hash = hexOf(HASH_BYTES);
const text = z.string().max(TEXT_CHARS_MAX);
const count = z.int().min(0);
const seconds = z.int();
const amount = z.codec(z.string().regex(/^(?:0|[1-9]\d{0,77})$/), z.bigint().min(0n).max(AMOUNT_MAX), {
  decode: BigInt,
  encode: String,
});
const bytes = z.codec(z.string().regex(/^(?:[0-9a-f]{2})*$/), z.custom<Uint8Array>(isBytes), {
  decode: hexToBytes,
  encode: bytesToHex,
});

function isBytes(given: unknown): boolean {
  return given instanceof Uint8Array;
}

const versions = z.record(text, count);
const params: z.ZodType<Record<string, Canonical>, Record<string, Canonical>> = z.record(text, z.json());
const named = { id: text, version: count, params };
const inputs = z.strictObject({
  lists: versions,
  rates: versions.exactOptional(),
  borders: versions.exactOptional(),
  enrichment: versions.exactOptional(),
  heuristics: z.array(z.strictObject(named)).readonly(),
  shadow: z
    .array(z.strictObject({ ...named, setting: count }))
    .readonly()
    .exactOptional(),
  deposit: z.strictObject(named).exactOptional(),
  layout: count.exactOptional(),
  exposure: z.strictObject(named).exactOptional(),
  graph: z.strictObject(named).exactOptional(),
});
const epoch = z.strictObject({ seq: count, fromBlock: count, inputs });
const epochs = z.array(epoch).max(VERSIONS_MAX);

const place = { blockNumber: count, logIndex: count };
const block = z.strictObject({ number: count, hash, time: seconds });
const transfer = z.strictObject({
  ...place,
  txHash: hash,
  txOrdinal: count,
  token: address,
  sender: address,
  recipient: address,
  amount,
});
const family = z.enum(["eip155", "tron"]);
const entry = z.strictObject({
  address,
  family,
  category: z.enum([...LISTED_CATEGORIES, ...SERVICE_CATEGORIES]),
  severity: z.enum(SEVERITIES),
  authority: text,
  programme: text.exactOptional(),
  reference: text.exactOptional(),
  documentUrl: text.exactOptional(),
  entity: text.exactOptional(),
  jurisdictions: z.array(text).readonly().exactOptional(),
  confidence: count,
  validFrom: seconds.exactOptional(),
  validTo: seconds.exactOptional(),
  sharing: z.enum(SHARINGS),
  list: text,
  listVersion: count,
  entryId: text,
});
const freeze = z.strictObject({
  ...place,
  txHash: hash,
  ordinal: count,
  token: address,
  kind: z.enum(["freeze", "unfreeze"]),
  account: address,
  time: seconds,
});
const rate = z.strictObject({ currency: text, day: z.int(), perEur: text, epochs: z.array(count).max(VERSIONS_MAX) });
const noted = { source: text, date: text, note: text.exactOptional(), list: text, listVersion: count };
const border = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("higher_risk"), jurisdiction: text, ...noted }),
  z.strictObject({ kind: z.literal("corridor"), from: text, to: text, ...noted }),
]);
const supplied = { address, family, source: text, version: count };
const enrichment = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("turnover"), amount: z.number(), currency: text, ...supplied }),
  z.strictObject({ kind: z.literal("owner"), customer: text, ...supplied }),
  z.strictObject({ kind: z.literal("wallet"), customer: text, ...supplied }),
  z.strictObject({ kind: z.literal("trade"), day: z.int(), traded: z.boolean(), ...supplied }),
]);
const inference = z.strictObject({
  address,
  from: z.strictObject(place),
  service: address,
  forwardCount: count,
  sharePpm: count,
  firstTime: seconds,
  lastTime: seconds,
  confidence: count,
});
const memory = z.strictObject({
  address,
  state: bytes.exactOptional(),
  pairs: bytes.exactOptional(),
  exposureAll: bytes.exactOptional(),
  exposureShared: bytes.exactOptional(),
});
const leg = z.strictObject({
  chainId: count,
  ...place,
  chain: text,
  clock: seconds,
  direction: z.enum(["departure", "arrival"]),
  bridge: text,
  matchKey: text,
  remoteChain: text.exactOptional(),
  holder: address,
  payment: z.strictObject({
    block,
    transfer,
    chain: text.exactOptional(),
  }),
});
const cause = z.strictObject({ list: text, listVersion: count, entryId: text, addedAt: seconds });
const parameters = z.strictObject({
  version: count,
  hops: count.max(10),
  amountMinUsd: count,
  shareMinPpm: count,
  transfersPerEntryMax: count,
  transfersPerAddressMax: count,
  addressesPerHopMax: count,
  exposedPerEntryMax: count,
});

const core = {
  chain: text,
  heuristic: text,
  subject: address,
  blocks: z.array(block),
  transfers: z.array(transfer),
};

/** A slice as JSON has it, both ways: amounts as decimal text, bytes as hex. Nothing that it does not name may stand there. */
export const sliceSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("lane"),
    ...core,
    reach: z.enum(LANE_REACHES),
    startTime: seconds,
    epochs,
    entries: z.array(entry),
    freezes: z.array(freeze),
    rates: z.array(rate),
    borders: z.array(border),
    enrichment: z.array(enrichment),
    inferences: z.array(z.strictObject({ inference, until: z.strictObject(place).exactOptional() })),
    memories: z.array(memory),
    graph: z.array(z.strictObject({ part: text, bytes })),
  }),
  z.strictObject({ kind: z.literal("lookback"), ...core, entry, cause, parameters, carriers: z.array(address) }),
  z.strictObject({
    kind: z.literal("hops"),
    ...core,
    legs: z.array(leg),
    epochs: z.array(z.strictObject({ chainId: count, epochs })),
    entries: z.array(entry),
  }),
]);
