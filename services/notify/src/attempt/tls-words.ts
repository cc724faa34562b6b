import { visible } from "./response-record.ts";

const NAMES_CHARS = 200;

/** By the codes of OpenSSL and Node. */
const WORDS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "the certificate has expired",
  CERT_NOT_YET_VALID: "the certificate is not valid yet",
  CERT_REVOKED: "the certificate was revoked",
  CERT_SIGNATURE_FAILURE: "the certificate was not signed by the authority that it names",
  CERT_UNTRUSTED: "the certificate's issuer is not trusted for this",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is signed by itself",
  SELF_SIGNED_CERT_IN_CHAIN: "the certificate's chain ends in an authority that is not known here",
  UNABLE_TO_GET_ISSUER_CERT: "the certificate's issuer is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate's issuer is not known here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "the certificate's issuer is not known here, or an intermediate one is not sent along",
  INVALID_CA: "the certificate's issuer may not issue certificates",
  INVALID_PURPOSE: "the certificate is not one of a server",
  ERR_SSL_WRONG_VERSION_NUMBER: "what answers there does not speak TLS",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "what answers there does not speak TLS",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "it speaks no version of TLS that is accepted here: 1.2 is the least",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "it speaks no version of TLS that is accepted here: 1.2 is the least",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "it asks for a client's certificate, and none is sent",
};

/** What is wrong with a server's TLS, for whoever can mend it. */
export function tlsWords(error: Error): string {
  const code = "code" in error && typeof error.code === "string" ? error.code : "unknown";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return `the certificate is for other names: ${namesOf(error)} (${code})`;
  return `${WORDS[code] ?? "TLS could not be agreed on"} (${code})`;
}

function namesOf(error: Error): string {
  const { cert } = error as Error & { cert?: { subjectaltname?: string } };
  const names = cert?.subjectaltname ?? "";
  return names === "" ? "none" : visible(names, NAMES_CHARS);
}
