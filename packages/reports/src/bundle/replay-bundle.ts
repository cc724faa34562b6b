import { Problem } from "@redflag/domain/problem";
import { type NamedKey, signatureVerifier } from "../public-key.ts";
import { type BundleArchive, unpackBundle } from "./bundle-archive.ts";
import { contentOfFiles, filesOfBundle } from "./bundle-files.ts";
import { fileOf, readBundleJson, unreadable } from "./bundle-json.ts";
import { BundleManifest, fileFaults, MANIFEST_PATH, SIGNATURE_PATH } from "./bundle-manifest.ts";
import { type BundleMaterial, materialOf } from "./bundle-material.ts";
import { BundleSignature, signatureStanding } from "./bundle-signature.ts";
import { replayAlert } from "./replay-alert.ts";
import { replayEntries } from "./replay-entries.ts";
import { replayEpoch } from "./replay-epoch.ts";
import { replayJudging } from "./replay-judging.ts";
import { replayPayments } from "./replay-payments.ts";
import { replayProofs } from "./replay-proofs.ts";
import { replayReadable } from "./replay-readable.ts";
import { REPLAY_STEPS, type ReplayReport, type ReplayStep, type ReplayStepName } from "./replay-report.ts";
import { guarded, notChecked, type StepResult, stepResult } from "./step-result.ts";

export interface ReplayOptions {
  /** Public keys of whoever may have made it, had by another way than the bundle. */
  keys?: readonly NamedKey[];
  /** Of this program: another one may put the same into other words. */
  version: string;
}

/**
 * Holds a bundle to itself, with nothing else at hand: goes on after what differs, as far as there is something to look at.
 * @throws Problem `audit_key_invalid` for a key given that is none
 */
export async function replayBundle(bytes: Uint8Array, { keys = [], version }: ReplayOptions): Promise<ReplayReport> {
  // A key that is none is a mistake of whoever asks, and nothing that the bundle could differ by.
  signatureVerifier(keys);
  const steps: ReplayStep[] = [];
  const told = async (step: ReplayStepName, look: () => StepResult | Promise<StepResult>) => {
    steps.push({ step, ...(await guarded(look)) });
  };

  const archive = attempt(() => unpackBundle(bytes));
  await told("archive", () => archiveResult(archive));
  if (archive instanceof Problem) return reportOf(steps);
  const { files } = archive;

  const manifest = attempt(() => readBundleJson(MANIFEST_PATH, fileOf(files, MANIFEST_PATH), BundleManifest));
  const read = manifest instanceof Problem ? manifest : attempt(() => readContent(files, manifest));
  await told("files", () => filesResult(files, manifest, read));
  const signature = attempt(() => readBundleJson(SIGNATURE_PATH, fileOf(files, SIGNATURE_PATH), BundleSignature));
  await told("signature", () => signatureResult(files, signature, keys));

  if (!(read instanceof Problem) && !(manifest instanceof Problem)) {
    const { material, remade } = read;
    await told("proofs", () => replayProofs(material));
    await told("payments", () => replayPayments(material, remade));
    await told("entries", () => replayEntries(material));
    await told("epoch", () => replayEpoch(material));
    await told("judged_again", () => replayJudging(material));
    await told("alert", () => replayAlert(material));
    await told("readable_part", () => replayReadable(material, remade, manifest.origin.version, version));
  }
  if (manifest instanceof Problem) return reportOf(steps);
  const keyId = signature instanceof Problem ? {} : { keyId: signature.keyId };
  return reportOf(steps, { alert: manifest.alert, ...manifest.origin, ...keyId });
}

interface Remade {
  material: BundleMaterial;
  /** All files as this program makes them of the content. */
  remade: ReadonlyMap<string, Uint8Array>;
}

/** @throws Problem `bundle_unreadable` */
function readContent(files: ReadonlyMap<string, Uint8Array>, { origin }: BundleManifest): Remade {
  const content = contentOfFiles(files);
  const material = materialOf(content, files);
  try {
    return { material, remade: filesOfBundle(content, origin) };
  } catch (error) {
    throw unreadable(
      "alert.json",
      `does not go with the other files: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function archiveResult(archive: BundleArchive | Problem): StepResult {
  const words = { holds: "the archive is as Redflag writes it", differs: "the archive is not as Redflag writes it" };
  if (archive instanceof Problem) return stepResult([archive.detail], [], words);
  const isOther = "it was packed again, or changed outside of its files; take the file as it was received";
  return stepResult(archive.asWritten ? [] : [isOther], [], words);
}

function filesResult(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: BundleManifest | Problem,
  read: Remade | Problem,
): StepResult {
  const words = {
    holds: `${files.size} files, each with the SHA-256 that the manifest has`,
    differs: "files are not those of the manifest",
  };
  if (manifest instanceof Problem) return stepResult([manifest.detail], [], words);
  const faults = fileFaults(manifest, files);
  if (read instanceof Problem) return stepResult([...faults, read.detail], [], words);
  const { material, remade } = read;
  for (const { path } of manifest.files) {
    if (!remade.has(path)) faults.push(`${path} is no file of such a bundle`);
  }
  if (material.alert.id !== manifest.alert) faults.push(`${MANIFEST_PATH} names another alert than alert.json`);
  return stepResult(faults, [], words);
}

function signatureResult(
  files: ReadonlyMap<string, Uint8Array>,
  signature: BundleSignature | Problem,
  keys: readonly NamedKey[],
): StepResult {
  const differs = "nobody whose key is known has signed this";
  if (signature instanceof Problem) return stepResult([signature.detail], [], { holds: "", differs });
  const { keyId } = signature;
  const standing = signatureStanding(fileOf(files, MANIFEST_PATH), signature, keys);
  if (standing === "invalid")
    return stepResult(["the signature is not one of this manifest"], [], { holds: "", differs });
  if (standing === "other_key")
    return stepResult([`it is signed by key ${keyId}, which is none of those given`], [], { holds: "", differs });
  if (standing === "known") return stepResult([], [], { holds: `signed by key ${keyId}, which was given`, differs });
  return notChecked(
    `signed by key ${keyId}, which the bundle brings itself: give the key of whoever made it with --key to know that it is theirs`,
  );
}

function attempt<T>(read: () => T): T | Problem {
  try {
    return read();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function reportOf(done: readonly ReplayStep[], bundle?: ReplayReport["bundle"]): ReplayReport {
  const steps = REPLAY_STEPS.map(
    (step) =>
      done.find((each) => each.step === step) ?? { step, ...notChecked("the files that it needs cannot be read") },
  );
  const first = steps.find(({ outcome }) => outcome === "differs");
  return {
    holds: first === undefined,
    ...(bundle && { bundle }),
    steps,
    ...(first && { firstDifference: first.step }),
  };
}
