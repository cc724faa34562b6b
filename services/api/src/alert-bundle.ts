import { createHash } from "node:crypto";
import type { Alert } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { BundleContent, BundleOrigin } from "@redflag/reports/bundle/bundle-content";
import type { BundleSigner } from "@redflag/reports/bundle/bundle-signature";
import { writeBundle } from "@redflag/reports/bundle/write-bundle";
import type { Executor } from "@redflag/store/database";
import type { Explainer } from "./explainer.ts";

/** Digits of the alert's id in a file's name. */
const ID_DIGITS = 16;

export interface AlertBundle {
  name: string;
  bytes: Buffer;
  sha256: string;
  content: BundleContent;
}

/**
 * An alert's evidence as a signed file, and the hash by which the audit knows it again.
 * @throws Problem `bundle_refused`
 */
export async function makeAlertBundle(
  { db, explainer, signer }: { db: Executor; explainer: Pick<Explainer, "bundle">; signer: BundleSigner },
  chain: Chain,
  { id }: Pick<Alert, "id">,
  origin: BundleOrigin,
): Promise<AlertBundle> {
  const content = await explainer.bundle(db, chain, { id });
  const bytes = Buffer.from(writeBundle(content, origin, signer));
  const name = `redflag-alert-${id.slice(2, 2 + ID_DIGITS)}.zip`;
  return { name, bytes, sha256: createHash("sha256").update(bytes).digest("hex"), content };
}
