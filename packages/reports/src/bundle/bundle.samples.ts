import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { makeReceiptsPart } from "@redflag/chain/make-kept-proof";
import { parseBlock } from "@redflag/chain/parse-block";
import { proveAllReceipts } from "@redflag/chain/receipts-proof";
import { buildFakeChain } from "@redflag/chain/testing/fake-chain";
import type { Address } from "@redflag/domain/address";
import { alertId, appendFindings } from "@redflag/domain/alert";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { decodeBlockLogs } from "@redflag/domain/decode-block-logs";
import type { ListedEntry } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import { currentInputs, type Epoch } from "@redflag/domain/epoch";
import type { Hash } from "@redflag/domain/hex";
import { judgeAgain } from "@redflag/domain/judge-again/judge-again";
import type { LaneSlice } from "@redflag/domain/judge-again/judged-slice";
import { encodeSlice } from "@redflag/domain/judge-again/slice-codec";
import { ownPastOf } from "@redflag/domain/own-past";
import type { TimedBlock, Transfer } from "@redflag/domain/transfer";
import type { BundleContent, BundleOrigin } from "./bundle-content.ts";
import type { BundleSigner } from "./bundle-signature.ts";
import { bundleAlert } from "./bundled-alert.ts";

const USDT: Address = "0xdac17f958d2ee523a2206206994597c13d831ec7";
const LISTED_IN = { list: "example-list", listVersion: 3 };

export const SAMPLE_ORIGIN: BundleOrigin = {
  version: "0.1.0",
  madeAt: "2026-01-05T12:00:00.000Z",
  madeBy: "An analyst",
};

/** A key as an installation has one. */
export function sampleSigner(): BundleSigner {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    id: createHash("sha256")
      .update(publicKey.export({ type: "spki", format: "der" }))
      .digest("hex"),
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    signText: (text) => sign(null, Buffer.from(text), privateKey).toString("base64"),
  };
}

/** Of a listed address that was paid in two blocks, which are proven. */
export async function sampleHeadContent(): Promise<BundleContent> {
  const traffic = { token: USDT, transactionCount: (number: number) => number % 3, logCount: 2 };
  const raw = (await buildFakeChain(3, undefined, traffic)).slice(1);
  const blocks: TimedBlock[] = [];
  const transfers: Transfer[] = [];
  const proofs: BundleContent["proofs"] = [];
  for (const { block, receipts } of raw) {
    const header = parseBlock(block, "sample");
    const { number, hash, time } = header;
    const proven = await proveAllReceipts({ header, receipts, endpoint: "sample", chain: ethereum });
    const all = new Set(proven.map(({ transactionHash }) => transactionHash));
    const part = await makeReceiptsPart(header, proven, all, "sample");
    const told = { chain: ethereum.caip2, endpoint: "a.example", fetchedAt: "2026-01-05T11:00:00.000Z" };
    const proof = { kind: "receipts", ...told, block: { number, hash }, level: "proven", ...part };
    proofs.push({ chain: ethereum.caip2, block: number, proof });
    blocks.push({ number, hash, time });
    transfers.push(
      ...decodeBlockLogs(
        ethereum.name,
        proven.flatMap(({ logs }) => logs),
      ).transfers,
    );
  }
  const subject = transfers[0]?.recipient as Address;
  const slice = sampleSlice("watchlist-hit", "payments", {
    subject,
    blocks,
    transfers,
    entries: [sampleEntry(subject)],
  });
  return { ...contentOf(slice), proofs, proofsMissing: [] };
}

/** Of an address that received money and paid nearly all of it on within the hour. */
export function sampleMemoryContent(): BundleContent {
  const time = 1_767_614_400;
  const party = (n: number): Address => `0x${"5a".repeat(16)}${n.toString(16).padStart(8, "0")}`;
  const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, "0")}`;
  const blocks = [0, 1, 2].map((n) => ({
    number: 20_000_000 + n,
    hash: hash(n + 1),
    time: time + n * 300,
  }));
  const subject = party(1);
  const moves = [
    [party(2), subject, 6_000],
    [subject, party(3), 2_900],
    [subject, party(4), 3_050],
  ] as const;
  const transfers = moves.map(
    ([sender, recipient, whole], n): Transfer => ({
      blockNumber: 20_000_000 + n,
      logIndex: 7,
      txHash: hash(100 + n),
      txOrdinal: 0,
      token: USDT,
      sender,
      recipient,
      amount: BigInt(whole) * 1_000_000n,
    }),
  );
  return contentOf(sampleSlice("rapid-pass-through", "subject", { subject, blocks, transfers, entries: [] }));
}

/** Of an address that was paid after a token's issuer had frozen it. */
export function sampleFreezeContent(): BundleContent {
  const subject: Address = `0x${"5b".repeat(20)}`;
  const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, "0")}`;
  const place = { logIndex: 4, token: USDT };
  const paid = { blockNumber: 9, txHash: hash(9), txOrdinal: 0, sender: subject, amount: 5n } as const;
  const slice = sampleSlice("issuer-freeze", "payments", {
    subject,
    blocks: [{ number: 9, hash: hash(8), time: 1_700_000_000 }],
    transfers: [{ ...place, ...paid, recipient: `0x${"5c".repeat(20)}` }],
    entries: [],
  });
  const frozen = { blockNumber: 7, txHash: hash(7), ordinal: 0, account: subject, time: 1_699_999_000 };
  return contentOf({ ...slice, freezes: [{ ...place, ...frozen, kind: "freeze" }] });
}

function sampleEntry(address: Address): ListedEntry {
  const entry = {
    address,
    family: ethereum.family,
    category: "terrorist_financing" as const,
    severity: "SEVERE" as const,
    authority: "An authority",
    programme: "A programme <b>",
    reference: "R-1",
    confidence: 100,
    validFrom: 1_600_000_000,
    sharing: "TLP:CLEAR" as const,
  };
  return { ...LISTED_IN, entryId: entryId(entry), ...entry };
}

function sampleSlice(
  heuristic: string,
  reach: LaneSlice["reach"],
  of: Pick<LaneSlice, "subject" | "blocks" | "transfers" | "entries">,
): LaneSlice {
  const epochs: Epoch[] = [{ seq: 1, fromBlock: 0, inputs: currentInputs({ [LISTED_IN.list]: 3 }, { ecb: 1 }) }];
  return {
    kind: "lane",
    chain: ethereum.name,
    heuristic,
    reach,
    ...of,
    startTime: 1_600_000_000,
    epochs,
    freezes: [],
    rates: [],
    borders: [],
    enrichment: [],
    inferences: [],
    memories: [],
    graph: [],
  };
}

/** Whatever the slice's rule finds first, as one alert, with all of it final. */
function contentOf(slice: LaneSlice): BundleContent {
  const chain = ethereum.caip2;
  const findings = judgeAgain(slice);
  const [first] = findings;
  if (first === undefined) throw new Error(`the sample of ${slice.heuristic} finds nothing`);
  const made = appendFindings(alertId(chain, first), undefined, findings);
  const evidence = made.evidence.map((row) => ({ ...row, isFinal: true }));
  const coverage = { level: "proven", endpoint: "a.example", readAt: 1_767_700_000 };
  return {
    alert: bundleAlert(chain, { by: "first_payment" }, { ...made.alert, state: "final" }, evidence),
    blocks: slice.blocks.map((block) => ({ chain, ...block, coverage })),
    proofs: [],
    proofsMissing: slice.blocks.map(({ number }) => ({
      chain,
      block: number,
      reason: "no endpoint gave its receipts",
    })),
    lists: [
      { kind: "watchlist", id: LISTED_IN.list, version: 3, digest: "ab".repeat(32), source: "https://list.example/3" },
      { kind: "rates", id: "ecb", version: 1 },
    ],
    entries: [...slice.entries] as BundleContent["entries"],
    freezes: slice.freezes.map(({ kind, ordinal, ...freeze }) => ({ chain, ...freeze })),
    epochs: slice.epochs as BundleContent["epochs"],
    rates: [{ currency: "USD", day: "2026-01-05", perEur: "1.1" }],
    slice: {
      replay: "exact",
      slice: encodeSlice(slice) as Extract<BundleContent["slice"], { replay: "exact" }>["slice"],
    },
    besides: {
      ownPast: ownPastOf({ days: [] }, first.block.time, 0) as BundleContent["besides"]["ownPast"],
      related: [],
    },
  };
}
