import { AlertExplanation } from "@redflag/contract/alert-explanation";
import { z } from "zod";
import { BundleContent, type BundleOrigin } from "./bundle-content.ts";
import { explainBundle, explanationText, knownChain } from "./bundle-explanation.ts";
import { bundleJson, fileOf, readBundleJson } from "./bundle-json.ts";
import { paymentsCsv, paymentsOfBundle } from "./bundle-payments.ts";
import { bundleReadme } from "./bundle-readme.ts";
import { bundleSummary } from "./bundle-summary.ts";

const { shape } = BundleContent;
const Entries = z.strictObject({ entries: shape.entries, freezes: shape.freezes });
const { proof: Proof } = shape.proofs.element.shape;
const PROOF = /^proofs\/([a-z0-9-]+)-(0|[1-9]\d{0,14})\.json$/;
const encoder = new TextEncoder();

/** Parts of the content that are files of their own: what all else in a bundle is made of. */
const PARTS = {
  "alert.json": "alert",
  "blocks.json": "blocks",
  "epoch.json": "epochs",
  "lists.json": "lists",
  "proofs/missing.json": "proofsMissing",
  "rates.json": "rates",
  "slice.json": "slice",
} as const satisfies Record<string, keyof BundleContent>;

const EXPLANATION_PATH = "explanation.json";
const ENTRIES_PATH = "entries.json";
export const PAYMENT_PATHS: readonly string[] = ["transfers.csv", "transfers.json"];

/** All files of a bundle but its manifest and signature. */
export function filesOfBundle(content: BundleContent, origin: BundleOrigin): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [path, part] of Object.entries(PARTS)) files.set(path, bundleJson(content[part]));
  files.set(ENTRIES_PATH, bundleJson({ entries: content.entries, freezes: content.freezes }));
  for (const { chain, block, proof } of content.proofs) files.set(proofPath(chain, block), bundleJson(proof));
  const explanation = explainBundle(content);
  const payments = paymentsOfBundle(content.alert);
  files.set(EXPLANATION_PATH, bundleJson(explanation));
  files.set("explanation.txt", encoder.encode(explanationText(explanation)));
  files.set("transfers.json", bundleJson(payments));
  files.set("transfers.csv", encoder.encode(paymentsCsv(payments)));
  files.set("summary.html", encoder.encode(bundleSummary(content, origin, explanation, payments)));
  files.set("README.txt", encoder.encode(bundleReadme(content, origin)));
  return files;
}

export function proofPath(caip2: string, block: number): string {
  return `proofs/${knownChain(caip2).name}-${block}.json`;
}

/**
 * What the parts of a bundle say, without what is made of them.
 * @throws Problem `bundle_unreadable` naming the file
 */
export function contentOfFiles(files: ReadonlyMap<string, Uint8Array>): BundleContent {
  const read = <T>(path: string, schema: z.ZodType<T>): T => readBundleJson(path, fileOf(files, path), schema);
  const explanation = read(EXPLANATION_PATH, AlertExplanation);
  const { ownPast, ownPastMissing, related } = explanation;
  const content: BundleContent = {
    alert: read("alert.json", shape.alert),
    blocks: read("blocks.json", shape.blocks),
    proofs: proofsOf(files, read),
    proofsMissing: read("proofs/missing.json", shape.proofsMissing),
    lists: read("lists.json", shape.lists),
    ...read(ENTRIES_PATH, Entries),
    epochs: read("epoch.json", shape.epochs),
    rates: read("rates.json", shape.rates),
    slice: read("slice.json", shape.slice),
    besides: {
      related,
      ...(ownPast !== undefined && { ownPast }),
      ...(ownPastMissing !== undefined && { ownPastMissing }),
    },
  };
  return content;
}

function proofsOf(
  files: ReadonlyMap<string, Uint8Array>,
  read: (path: string, schema: typeof Proof) => z.infer<typeof Proof>,
): BundleContent["proofs"] {
  return [...files.keys()].sort().flatMap((path) => {
    const [, name, block] = PROOF.exec(path) ?? [];
    const chain = shape.alert.shape.chain.options.find((caip2) => knownChain(caip2).name === name);
    return chain === undefined ? [] : [{ chain, block: Number(block), proof: read(path, Proof) }];
  });
}
