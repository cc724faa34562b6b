import pg from "pg";

const { builtins } = pg.types;

/** bigint columns hold block numbers, chain ids and sequences: a plain number, or a crash when one would lose digits. */
function parseSafeInteger(text: string): number {
  const value = Number(text);
  // Read for every row: no text is made for an assertion that holds.
  if (!Number.isSafeInteger(value)) throw new Error(`Broken invariant: ${text} is beyond 2^53`);
  return value;
}

/** Parsers of our pool only; the driver's global table stays as it is. */
export const TYPE_PARSERS: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === builtins.INT8 && format !== "binary") return parseSafeInteger;
    return format === "binary" ? pg.types.getTypeParser(oid, "binary") : pg.types.getTypeParser(oid, "text");
  },
};
