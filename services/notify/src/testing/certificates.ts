import "reflect-metadata";
import type { webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY_MS = 86_400_000;

/** As TLS takes them, both in PEM. */
export interface ServerCertificate {
  key: string;
  cert: string;
}

/** Of a certificate: what it is for and when it holds; from yesterday until tomorrow unless told. */
export interface CertificateTerms {
  /** DNS names, `*.name` too, and addresses. */
  names: readonly string[];
  notBefore?: Date;
  notAfter?: Date;
}

/** Whoever trusts `ca` trusts what it issues, and nobody else does: made anew each time, and kept nowhere. */
export interface CertificateAuthority {
  ca: string;
  issue(terms: CertificateTerms): Promise<ServerCertificate>;
}

export async function makeAuthority(name = "Redflag test authority"): Promise<CertificateAuthority> {
  const keys = await makeKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    ...lifetimeOf({}),
    name: `CN=${name}`,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    ca: root.toString("pem"),
    async issue(terms) {
      const own = await makeKeys();
      const certificate = await X509CertificateGenerator.create({
        ...lifetimeOf(terms),
        subject: "CN=Redflag test receiver",
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [namesOf(terms)],
      });
      return serve(certificate, own);
    },
  };
}

/** Vouched for by itself alone. */
export async function makeSelfSigned(terms: CertificateTerms): Promise<ServerCertificate> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...lifetimeOf(terms),
    name: "CN=Redflag test receiver",
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [namesOf(terms)],
  });
  return serve(certificate, keys);
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

function lifetimeOf({ notBefore, notAfter }: Omit<CertificateTerms, "names">) {
  const now = Date.now();
  return { notBefore: notBefore ?? new Date(now - DAY_MS), notAfter: notAfter ?? new Date(now + DAY_MS) };
}

function namesOf({ names }: CertificateTerms): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension(
    names.map((value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value }) as const),
  );
}

async function serve(
  certificate: X509Certificate,
  { privateKey }: webcrypto.CryptoKeyPair,
): Promise<ServerCertificate> {
  const key = PemConverter.encode(await crypto.subtle.exportKey("pkcs8", privateKey), "PRIVATE KEY");
  return { key, cert: certificate.toString("pem") };
}
