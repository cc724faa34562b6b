const KEPT = 6;
const WHOLE_MAX = 16;

/** Shortened in the middle, never at an end: those who poison copy both ends, and the whole is one hover away. */
export function shortened(text: string): string {
  if (text.length <= WHOLE_MAX) return text;
  const head = text.startsWith("0x") ? KEPT + 2 : KEPT;
  return `${text.slice(0, head)}…${text.slice(-KEPT)}`;
}

/** A CAIP-10 id in its parts: `eip155:1:0x…` is of the chain `eip155:1`. */
export function partsOfCaip10(caip10: string): { chain: string; account: string } {
  const at = caip10.lastIndexOf(":");
  return { chain: caip10.slice(0, at), account: caip10.slice(at + 1) };
}
