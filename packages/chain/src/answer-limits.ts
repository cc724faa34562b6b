/** Numbers as people write them for people: `10,000`, `10k`, `2K`. */
const N = String.raw`(\d[\d,_']*\s?k?)(?![\dx])`;
const limit = (pattern: string) => new RegExp(pattern.replaceAll("N", N), "i");

/** In order: where two numbers are named, the first is what was asked for. */
const BLOCKS: readonly RegExp[] = [
  limit(String.raw`\(\d+ > N\)`),
  limit("max block range = N"),
  limit("maximum(?: allowed)? is(?: set to)? N"),
  limit(String.raw`\(maximum N\)`),
  limit("max(?:imum)? (?:block )?range:? (?:of )?N"),
  limit("(?:limited to|up to) (?:a )?N (?:blocks? )?range"),
  limit("(?:limited to|at most) (?:a )?N blocks?(?! range)"),
  limit("max is N blocks"),
  limit("smaller than size N"),
  limit("requested blocks is N"),
  limit("blocks distance: N"),
  limit("ranges? over N blocks"),
  limit("block range (?:exceeds|greater than) N"),
  limit("range .{0,40}exceeds limit of N"),
];

const RESULTS: readonly RegExp[] = [
  limit("more than N (?:results|logs)"),
  limit("max results:? N"),
  limit("cap of N logs"),
  limit("exceeds limit of N"),
];

/** A cap that holds only for answers of any size is none for answers below the other cap. */
const EITHER_CAP = /any block range with a cap of/i;

/** Blocks of one request at most, as the text states it, undefined where it states none. */
export function findBlocksMax(text: string): number | undefined {
  return EITHER_CAP.test(text) ? undefined : findNumber(BLOCKS, text);
}

/** Logs of one answer at most. */
export function findResultsMax(text: string): number | undefined {
  return findNumber(RESULTS, text);
}

function findNumber(patterns: readonly RegExp[], text: string): number | undefined {
  for (const pattern of patterns) {
    const digits = pattern.exec(text)?.[1];
    if (digits === undefined) continue;
    const number = Number.parseInt(digits.replaceAll(/[,_']/g, ""), 10) * (/k$/i.test(digits) ? 1_000 : 1);
    if (Number.isSafeInteger(number) && number > 0) return number;
  }
  return undefined;
}
