import { isForTests } from "./place.ts";
import type { SourceFile } from "./source-file.ts";

const CATALOGUE = "packages/domain/src/problem.ts";

/** Codes that no product file makes a Problem with; comparing with one, or naming it in a type, makes none. */
export function findUnusedCodes(codes: readonly string[], files: readonly SourceFile[]): string[] {
  const product = files.filter(({ path }) => path !== CATALOGUE && !isForTests(path));
  const used = new Set(product.flatMap(({ strings }) => strings));
  return codes.filter((code) => !used.has(code));
}
