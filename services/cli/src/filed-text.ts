import type { AlertAnnotation } from "@redflag/domain/alert-annotation";
import type { Hash } from "@redflag/domain/hex";
import type { Executor } from "@redflag/store/database";
import { listFiled } from "@redflag/store/filed-alert";

/** Of those of these alerts that were filed and are not what the past gives: what has been found of them since. */
export async function filedTexts(db: Executor, ids: readonly Hash[]): Promise<Map<Hash, string>> {
  return new Map(
    [...(await listFiled(db, ids))].flatMap(([id, { annotated }]) => {
      const text = annotated === undefined ? undefined : TEXTS[annotated];
      return text === undefined ? [] : [[id, text] as const];
    }),
  );
}

const TEXTS: Record<AlertAnnotation["kind"], string | undefined> = {
  not_found_again: "filed; the past screened again does not give it",
  differs: "filed; the past screened again gives it with other evidence than was filed",
  found_again: undefined,
};

/** How many filed alerts stand although the past does not give them, and which. */
export function annotatedLines(annotated: readonly Hash[], isDryRun = false): string[] {
  if (annotated.length === 0) return [];
  const one = annotated.length === 1;
  const stand = `${isDryRun ? "would " : ""}stand${one && !isDryRun ? "s" : ""}`;
  return [
    `${annotated.length} filed ${one ? "alert" : "alerts"} ${stand} as ${one ? "it was" : "they were"} filed: the past screened again ` +
      `does not give ${one ? "it" : "them"}`,
    ...annotated.map((id) => `  ${id}: filed, annotated`),
  ];
}
