import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { base32nopad, base58, base58xmr, base58xrp, base64, bech32, bech32m, createBase58check } from "@scure/base";

const base58check = createBase58check(sha256);

/** Version bytes of Base58Check. Chains that took over Bitcoin's, such as Bitcoin Cash, cannot be told from it. */
const VERSIONS: Readonly<Record<string, string>> = {
  "00": "bitcoin",
  "05": "bitcoin",
  "6f": "bitcoin testnet",
  c4: "bitcoin testnet",
  "30": "litecoin",
  "32": "litecoin",
  "4c": "dash",
  "10": "dash",
  "1e": "dogecoin",
  "16": "dogecoin",
  "26": "bitcoin gold",
  "17": "bitcoin gold",
  "1cb8": "zcash",
  "1cbd": "zcash",
};
/** What stands before the 1 of a Bech32 text. */
const PREFIXES: Readonly<Record<string, string>> = {
  bc: "bitcoin",
  tb: "bitcoin testnet",
  ltc: "litecoin",
  bnb: "bnb beacon chain",
  cosmos: "cosmos",
  addr: "cardano",
  zs: "zcash",
  u: "zcash",
  thor: "thorchain",
};

const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{25,110}$/;

/**
 * The format of an address that is whole and well formed, and of a chain that is not screened; undefined for all else.
 * Each is held against its checksum, except Solana's, which has none: there 32 bytes are what can be asked for.
 */
export function foreignFormatOf(text: string): string | undefined {
  return bech32Format(text) ?? cashFormat(text) ?? base58Format(text) ?? crcFormat(text);
}

function base58Format(text: string): string | undefined {
  if (!BASE58.test(text)) return undefined;
  return versionFormat(text) ?? (isRipple(text) ? "ripple" : isMonero(text) ? "monero" : solanaFormat(text));
}

function versionFormat(text: string): string | undefined {
  const bytes = decoded(() => base58check.decode(text));
  if (bytes?.length === 21) return VERSIONS[hexOf(bytes.subarray(0, 1))];
  if (bytes?.length === 22) return VERSIONS[hexOf(bytes.subarray(0, 2))];
  return undefined;
}

/** Ripple's alphabet is another, so its texts do not decode as Bitcoin's. */
function isRipple(text: string): boolean {
  if (!text.startsWith("r")) return false;
  const bytes = decoded(() => base58xrp.decode(text));
  if (bytes?.length !== 25 || bytes[0] !== 0) return false;
  return hexOf(sha256(sha256(bytes.subarray(0, 21))).subarray(0, 4)) === hexOf(bytes.subarray(21));
}

const MONERO_BYTES: readonly number[] = [69, 77];

function isMonero(text: string): boolean {
  const bytes = text.length === 95 || text.length === 106 ? decoded(() => base58xmr.decode(text)) : undefined;
  if (bytes === undefined || !MONERO_BYTES.includes(bytes.length)) return false;
  return hexOf(keccak_256(bytes.subarray(0, -4)).subarray(0, 4)) === hexOf(bytes.subarray(-4));
}

function solanaFormat(text: string): string | undefined {
  return text.length >= 32 && text.length <= 44 && decoded(() => base58.decode(text))?.length === 32
    ? "solana"
    : undefined;
}

function bech32Format(text: string): string | undefined {
  const at = text.lastIndexOf("1");
  const format = at < 1 ? undefined : PREFIXES[text.slice(0, at).toLowerCase()];
  if (format === undefined) return undefined;
  const isWhole = [bech32, bech32m].some(
    (coder) => decoded(() => coder.decode(text as `${string}1${string}`, false)) !== undefined,
  );
  return isWhole ? format : undefined;
}

const CASH_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const CASH_GENERATORS = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n] as const;

/** Bitcoin Cash's own form: like Bech32, with a longer checksum and a prefix that may be left out. */
function cashFormat(text: string): string | undefined {
  const [, body] = /^(?:bitcoincash:)?([qp][02-9ac-hj-np-z]{41})$/.exec(text) ?? [];
  if (body === undefined) return undefined;
  const prefix = [..."bitcoincash"].map((letter) => letter.charCodeAt(0) & 31);
  let sum = 1n;
  for (const value of [...prefix, 0, ...[...body].map((letter) => CASH_ALPHABET.indexOf(letter))]) {
    const top = sum >> 35n;
    sum = ((sum & 0x07ffffffffn) << 5n) ^ BigInt(value);
    for (const [bit, generator] of CASH_GENERATORS.entries()) if ((top >> BigInt(bit)) & 1n) sum ^= generator;
  }
  return sum === 1n ? "bitcoin cash" : undefined;
}

/** Both end in a CRC-16: TON writes 36 bytes in Base64, Stellar 35 in Base32. */
function crcFormat(text: string): string | undefined {
  if (/^[EUk0]Q[\w+/-]{46}$/.test(text)) {
    const bytes = decoded(() => base64.decode(text.replaceAll("-", "+").replaceAll("_", "/")));
    if (bytes?.length === 36 && crc16(bytes.subarray(0, 34)) === (((bytes[34] ?? 0) << 8) | (bytes[35] ?? 0)))
      return "ton";
  }
  if (/^G[A-Z2-7]{55}$/.test(text)) {
    const bytes = decoded(() => base32nopad.decode(text));
    if (bytes?.length === 35 && crc16(bytes.subarray(0, 33)) === ((bytes[33] ?? 0) | ((bytes[34] ?? 0) << 8))) {
      return "stellar";
    }
  }
  return undefined;
}

function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

/** The codings throw at a text that is not theirs; here that is an answer. */
function decoded<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
