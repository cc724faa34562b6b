import { generateKeyPairSync, sign } from "node:crypto";
import type { BundleSigner } from "@redflag/reports/bundle/bundle-signature";
import { keyIdOf } from "@redflag/reports/public-key";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");

/** Signs as the audit's key does, and is gone with the process. */
export const TEST_SIGNER: BundleSigner = {
  id: keyIdOf(publicKey),
  publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  signText: (text) => sign(null, Buffer.from(text), privateKey).toString("base64"),
};
