import fc from "fast-check";
import { zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import {
  SAMPLE_ORIGIN,
  sampleFreezeContent,
  sampleHeadContent,
  sampleMemoryContent,
  sampleSigner,
} from "./bundle.samples.ts";
import { packBundle, unpackBundle } from "./bundle-archive.ts";
import type { BundleContent } from "./bundle-content.ts";
import { bundleJson } from "./bundle-json.ts";
import { MANIFEST_PATH, manifestOf, SIGNATURE_PATH } from "./bundle-manifest.ts";
import { signManifest } from "./bundle-signature.ts";
import { proofStanding } from "./proof-standing.ts";
import { replayBundle } from "./replay-bundle.ts";
import { REPLAY_STEPS, type ReplayReport, type ReplayStepName } from "./replay-report.ts";
import { writeBundle } from "./write-bundle.ts";

const signer = sampleSigner();
const stranger = sampleSigner();
const version = SAMPLE_ORIGIN.version;
const keys = [{ from: "key.pem", pem: signer.publicPem }];
const memory = sampleMemoryContent();
const memoryBytes = writeBundle(memory, SAMPLE_ORIGIN, signer);
let head: BundleContent;
let headBytes: Uint8Array;

beforeAll(async () => {
  head = await sampleHeadContent();
  headBytes = writeBundle(head, SAMPLE_ORIGIN, signer);
});

interface SomeReceipts {
  receipts: unknown[];
}

function outcomes({ steps }: ReplayReport): Record<string, string> {
  return Object.fromEntries(steps.map(({ step, outcome }) => [step, outcome]));
}

const ALL_HOLD = Object.fromEntries(REPLAY_STEPS.map((step) => [step, "holds"]));

function filesOf(bytes: Uint8Array): Map<string, Uint8Array> {
  return new Map(unpackBundle(bytes).files);
}

/** As somebody does who knows the format and has a key of their own. */
function signAgain(files: Map<string, Uint8Array>, id = head.alert.id): Uint8Array {
  files.delete(MANIFEST_PATH);
  files.delete(SIGNATURE_PATH);
  const manifest = bundleJson(manifestOf(id, SAMPLE_ORIGIN, files));
  files.set(MANIFEST_PATH, manifest);
  files.set(SIGNATURE_PATH, bundleJson(signManifest(manifest, stranger)));
  return packBundle(files);
}

function replaceIn(bytes: Uint8Array, from: string | RegExp, to: string): Uint8Array {
  const text = Buffer.from(bytes).toString();
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return Buffer.from(changed);
}

describe("a bundle as it was made", () => {
  test("of a rule without a memory holds in every step, under the key that was given", async () => {
    const report = await replayBundle(headBytes, { keys, version });
    expect(outcomes(report)).toEqual(ALL_HOLD);
    expect(report).toMatchObject({ holds: true, bundle: { alert: head.alert.id, madeBy: "An analyst" } });
  });

  test("of a rule with a memory is judged again, and says which blocks nothing proves", async () => {
    const report = await replayBundle(memoryBytes, { keys, version });
    expect(outcomes(report)).toEqual({ ...ALL_HOLD, proofs: "not_checked" });
    expect(report.steps.find(({ step }) => step === "proofs")?.facts).toHaveLength(3);
  });

  test("with receipts of some payments alone says so, unless it does not say that they are missing", async () => {
    const content = structuredClone(head);
    const { chain, block, proof } = content.proofs[1] as BundleContent["proofs"][number] & { proof: SomeReceipts };
    expect(proof.receipts.splice(0, 1)).toHaveLength(1);
    const unsaid = await replayBundle(writeBundle(content, SAMPLE_ORIGIN, signer), { keys, version });
    expect(unsaid.firstDifference).toBe("proofs");
    content.proofsMissing = [{ chain, block, reason: "it lacks one" }];
    const bytes = writeBundle(content, SAMPLE_ORIGIN, signer);
    const report = await replayBundle(bytes, { keys, version });
    expect(outcomes(report)).toEqual({ ...ALL_HOLD, proofs: "not_checked" });
    expect(report.steps.find(({ step }) => step === "proofs")?.facts).toEqual([
      `block ${chain}/${block}: it lacks one`,
    ]);
    expect(proofStanding(content)).toEqual({ proven: 1, unproven: 1 });
    expect(Buffer.from(filesOf(bytes).get("summary.html") ?? []).toString()).toContain(
      "header and receipts: it lacks one",
    );
  });

  test("is the same bytes each time", () => {
    expect(Buffer.compare(writeBundle(head, SAMPLE_ORIGIN, signer), headBytes)).toBe(0);
  });

  test("says when no key was given that its signature shows nothing of whose it is", async () => {
    const report = await replayBundle(headBytes, { version });
    expect(outcomes(report)).toEqual({ ...ALL_HOLD, signature: "not_checked" });
  });

  test("differs where another key was given than that of its signature", async () => {
    const others = [{ from: "other.pem", pem: stranger.publicPem }];
    expect(await replayBundle(headBytes, { keys: others, version })).toMatchObject({ firstDifference: "signature" });
  });

  test("is told otherwise by another version of the program without being wrong", async () => {
    const origin = { ...SAMPLE_ORIGIN, version: "9.0.0" };
    const files = filesOf(writeBundle(head, origin, signer));
    files.set("explanation.txt", Buffer.from("in other words\n"));
    files.delete(MANIFEST_PATH);
    const manifest = bundleJson(
      manifestOf(head.alert.id, origin, new Map([...files].filter(([p]) => p !== SIGNATURE_PATH))),
    );
    files.set(MANIFEST_PATH, manifest);
    files.set(SIGNATURE_PATH, bundleJson(signManifest(manifest, signer)));
    const report = await replayBundle(packBundle(files), { keys, version });
    expect(outcomes(report)).toEqual({ ...ALL_HOLD, readable_part: "not_checked" });
  });

  test("that only records its findings says why they are not judged again", async () => {
    const recorded: BundleContent = { ...memory, slice: { replay: "recorded", reason: "it takes the whole lane" } };
    const report = await replayBundle(writeBundle(recorded, SAMPLE_ORIGIN, signer), { keys, version });
    expect(outcomes(report)).toMatchObject({ judged_again: "not_checked", alert: "holds" });
    expect(report.steps.find(({ step }) => step === "judged_again")?.words).toContain("it takes the whole lane");
  });

  test("of a freeze holds the finding to the issuer's event", async () => {
    const report = await replayBundle(writeBundle(sampleFreezeContent(), SAMPLE_ORIGIN, signer), { keys, version });
    expect(outcomes(report)).toEqual({ ...ALL_HOLD, proofs: "not_checked" });
  });

  test("of rules that this program does not have is not judged again, and not wrong", async () => {
    const content: BundleContent = JSON.parse(
      JSON.stringify(memory).replaceAll('"id":"fan-in","version":1', '"id":"fan-in","version":99'),
    );
    expect(content).not.toEqual(memory);
    const report = await replayBundle(writeBundle(content, SAMPLE_ORIGIN, signer), { keys, version });
    expect(outcomes(report)).toMatchObject({ epoch: "not_checked", judged_again: "not_checked", alert: "holds" });
    expect(report.holds).toBe(true);
  });

  test("that would be larger than one that is read is not made", () => {
    const large: BundleContent = { ...memory, slice: { replay: "exact", slice: "x".repeat(64 * 1024 * 1024) } };
    expect(() => writeBundle(large, SAMPLE_ORIGIN, signer)).toThrow(
      expect.objectContaining({ code: "bundle_refused" }),
    );
  });

  test("packed again by another tool differs in that alone", async () => {
    const again = zipSync(Object.fromEntries(filesOf(headBytes)), { level: 6 });
    expect(outcomes(await replayBundle(again, { keys, version }))).toEqual({ ...ALL_HOLD, archive: "differs" });
  });
});

describe("a bundle that somebody altered", () => {
  test("without more names each file in which a byte was changed", async () => {
    for (const [path, bytes] of filesOf(headBytes)) {
      const files = filesOf(headBytes);
      const changed = Uint8Array.from(bytes);
      const at = changed.length >> 1;
      changed[at] = (changed[at] as number) ^ 1;
      files.set(path, changed);
      const report = await replayBundle(packBundle(files), { keys, version });
      const step = path === SIGNATURE_PATH ? "signature" : "files";
      expect([path, report.firstDifference]).toEqual([path, step]);
      const { facts } = report.steps.find((each) => each.step === step) ?? {};
      if (path !== MANIFEST_PATH && path !== SIGNATURE_PATH) expect(facts?.join()).toContain(path);
    }
  });

  test("names each file that was removed or renamed", async () => {
    for (const path of filesOf(headBytes).keys()) {
      const files = filesOf(headBytes);
      const bytes = files.get(path) as Uint8Array;
      files.delete(path);
      const removed = await replayBundle(packBundle(files), { keys, version });
      const step = path === SIGNATURE_PATH ? "signature" : "files";
      expect([path, removed.firstDifference]).toEqual([path, step]);
      expect(removed.steps.find((each) => each.step === step)?.facts.join()).toContain(path);
      files.set("other.json", bytes);
      expect((await replayBundle(packBundle(files), { keys, version })).firstDifference).toBe("files");
    }
  });

  test("names a file that was added", async () => {
    const files = filesOf(headBytes).set("notes.txt", Buffer.from("x"));
    const report = await replayBundle(packBundle(files), { keys, version });
    expect(report.steps[1]).toMatchObject({ outcome: "differs", facts: [expect.stringContaining("notes.txt")] });
    expect(outcomes(report)).toEqual({ ...ALL_HOLD, files: "differs" });
  });

  const REHASHED: ReadonlyArray<readonly [path: string, from: string | RegExp, to: string, step: ReplayStepName]> = [
    ["summary.html", "SEVERE", "LOW", "readable_part"],
    ["README.txt", "audit-key.pem", "other.pem", "readable_part"],
    ["explanation.txt", "SEVERE", "LOW", "readable_part"],
    ["explanation.json", "SEVERE", "LOW", "readable_part"],
    ["transfers.csv", "finding", "counted", "payments"],
    ["transfers.json", "finding", "counted", "payments"],
    ["blocks.json", /"time": (\d)/, '"time": 9', "proofs"],
    ["entries.json", "An authority", "Another one", "entries"],
    ["entries.json", "R-1", "R-2", "entries"],
    ["epoch.json", '"example-list": 3', '"example-list": 4', "epoch"],
    ["lists.json", '"version": 3', '"version": 4', "epoch"],
    ["proofs/missing.json", "[]", "[ ]", "files"],
    ["alert.json", '"amount": "1000"', '"amount": "1001"', "proofs"],
    ["alert.json", '"evidenceCount": 2', '"evidenceCount": 3', "alert"],
    ["alert.json", '"score": 400', '"score": 300', "judged_again"],
    ["alert.json", '"score": 430', '"score": 400', "alert"],
    ["alert.json", "listed by An authority", "listed by nobody", "judged_again"],
    ["alert.json", /("revision": "0x)[0-9a-f]{4}/, "$10000", "alert"],
    ["slice.json", '"amount": "1000"', '"amount": "1001"', "payments"],
    ["slice.json", '"startTime": 1', '"startTime": "1', "files"],
    ["slice.json", "An authority", "Another one", "entries"],
  ];
  test.each(REHASHED)("%s with %s as %s, hashed and signed anew", async (path, from, to, step) => {
    const files = filesOf(headBytes);
    files.set(path, replaceIn(files.get(path) as Uint8Array, from, to));
    const bytes = signAgain(files);
    const report = await replayBundle(bytes, { version });
    expect([report.firstDifference, outcomes(report)[step]]).toEqual([step, "differs"]);
    expect(await replayBundle(bytes, { keys, version })).toMatchObject({ holds: false });
  });

  const REWRITTEN: ReadonlyArray<
    readonly [what: string, alter: (content: BundleContent) => void, step: ReplayStepName]
  > = [
    ["a proof left out", (content) => content.proofs.pop(), "proofs"],
    [
      "a proof of another block",
      (content) => content.proofs.splice(0, 1, { ...(content.proofs[1] as BundleContent["proofs"][0]), block: 1 }),
      "proofs",
    ],
    ["the entry left out", (content) => content.entries.pop(), "entries"],
    ["a finding left out", (content) => content.alert.evidence.pop(), "judged_again"],
    ["the first finding left out", (content) => content.alert.evidence.shift(), "judged_again"],
    ["findings in another order", (content) => content.alert.evidence.reverse(), "judged_again"],
    [
      "another id",
      (content) => {
        content.alert.id = `0x${"11".repeat(32)}`;
      },
      "judged_again",
    ],
    [
      "another rule",
      (content) => {
        content.alert.heuristic = "alias-hit";
      },
      "payments",
    ],
    [
      "milder findings",
      (content) => {
        for (const row of content.alert.evidence) row.severity = "LOW";
      },
      "judged_again",
    ],
    [
      "provisional findings of a final alert",
      (content) => {
        for (const row of content.alert.evidence) row.isFinal = false;
      },
      "alert",
    ],
    [
      "another sender",
      (content) => {
        for (const row of content.alert.evidence) row.transfer.sender = `0x${"12".repeat(20)}`;
      },
      "proofs",
    ],
    [
      "no slice",
      (content) => {
        content.slice = { replay: "exact", slice: {} };
      },
      "files",
    ],
  ];
  test.each(REWRITTEN)("%s, with all else made to fit and signed anew", async (_, alter, step) => {
    const content = structuredClone(head);
    alter(content);
    const bytes = writeBundle(content, SAMPLE_ORIGIN, stranger);
    expect((await replayBundle(bytes, { version })).firstDifference).toBe(step);
    expect(outcomes(await replayBundle(bytes, { keys, version })).signature).toBe("differs");
  });

  const FREEZES: ReadonlyArray<readonly [what: string, change: Partial<BundleContent["freezes"][0]> | undefined]> = [
    ["left out", undefined],
    ["of somebody else", { account: `0x${"5d".repeat(20)}` }],
    ["after the payment", { blockNumber: 10 }],
    ["in a later log", { blockNumber: 9, logIndex: 5 }],
    ["on another chain", { chain: "eip155:137" }],
  ];
  test.each(FREEZES)("a freeze %s, signed anew", async (_, change) => {
    const content = sampleFreezeContent();
    content.freezes = change === undefined ? [] : content.freezes.map((freeze) => ({ ...freeze, ...change }));
    const report = await replayBundle(writeBundle(content, SAMPLE_ORIGIN, stranger), { version });
    expect(report.firstDifference).toBe("entries");
  });

  test("in the memory's own past is judged otherwise, though everything fits together", async () => {
    const content = structuredClone(memory);
    const change = <T>(value: T): T =>
      JSON.parse(JSON.stringify(value).replaceAll('"6000000000"', '"6500000000"')) as T;
    const bytes = writeBundle(change(content), SAMPLE_ORIGIN, stranger);
    expect((await replayBundle(bytes, { version })).firstDifference).toBe("judged_again");
  });

  test("by any one byte never holds", async () => {
    const bundles = [headBytes, memoryBytes];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 1), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, place, by) => {
        const changed = Uint8Array.from(bundles[which] as Uint8Array);
        const at = place % changed.length;
        changed[at] = (changed[at] as number) ^ by;
        expect((await replayBundle(changed, { version })).holds).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

test("a key that is none is told to whoever gave it", async () => {
  const none = [{ from: "key.pem", pem: "none" }];
  await expect(replayBundle(headBytes, { keys: none, version })).rejects.toMatchObject({ code: "audit_key_invalid" });
});
