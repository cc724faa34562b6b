import type { BundleContent, BundleOrigin } from "./bundle-content.ts";

/** How to hold the bundle to itself by hand, with tools that have nothing to do with Redflag. */
export function bundleReadme({ alert }: BundleContent, { version, madeAt, madeBy }: BundleOrigin): string {
  return `EVIDENCE BUNDLE redflag.bundle/1

Alert   ${alert.id}
Chain   ${alert.chain}
Made    ${madeAt} by ${madeBy}, with Redflag ${version}

summary.html is for reading. It and explanation.*, transfers.* and this text are made of the other files alone.

  alert.json         the alert and each of its findings, as they are stored
  transfers.*        the payments that it rests on
  blocks.json        the blocks that they are in, and how these were read
  proofs/            what proves these payments from their blocks' hashes; proofs/missing.json says where nothing does, and why
  entries.json       the listings and freezes as they stood
  lists.json         the versions of lists, rates and other sources that were in force
  epoch.json         rules, versions and parameters
  rates.json         exchange rates that amounts are told with
  slice.json         what the finding is judged from again
  manifest.json      every file with its size and SHA-256
  manifest.sig.json  the manifest's signature (Ed25519), and the public key

TO REPLAY IT: Redflag needs neither a database nor a network nor a configuration for it.

  redflag bundle replay bundle.zip --key audit-key.pem

audit-key.pem is the public key of whoever made the bundle. Get it from them by another way than the bundle itself: the key
in manifest.sig.json only says that nothing was changed by somebody who has another one.

TO CHECK IT BY HAND, in the folder that it was unpacked in, with jq, sha256sum, base64 and OpenSSL 3:

  jq -r '.files[] | "\\(.sha256)  \\(.path)"' manifest.json | sha256sum --check
  jq -r .signature manifest.sig.json | base64 -d > signature.bin
  (printf 'redflag.bundle/1\\n'; cat manifest.json) > signed.txt
  openssl pkeyutl -verify -pubin -inkey audit-key.pem -rawin -in signed.txt -sigfile signature.bin

WHAT IT DOES NOT SHOW: who holds the addresses, what a payment was for, or that anybody has done anything wrong. An alert says
which rule or list the payments meet.
`;
}
