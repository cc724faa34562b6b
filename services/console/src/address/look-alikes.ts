import { partsOfCaip10 } from "../show/shortened.ts";

/** Those who poison make both ends match, and rarely more than four characters of each [E]. */
const END_CHARS = 4;

function endsOf(account: string): string {
  const digits = account.replace(/^0x|^T/, "");
  return `${digits.slice(0, END_CHARS)}…${digits.slice(-END_CHARS)}`.toLowerCase();
}

/** Others of the page that have the ends of `caip10`: whoever reads ends alone takes the one for the other. Sorted. */
export function lookAlikesOf(caip10: string, others: readonly string[]): string[] {
  const { account } = partsOfCaip10(caip10);
  const ends = endsOf(account);
  const alike = others.filter((other) => {
    const seen = partsOfCaip10(other).account;
    return endsOf(seen) === ends && seen.toLowerCase() !== account.toLowerCase();
  });
  return [...new Set(alike)].sort();
}
