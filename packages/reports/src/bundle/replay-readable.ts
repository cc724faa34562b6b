import { sameBytes } from "./bundle-archive.ts";
import type { BundleOrigin } from "./bundle-content.ts";
import { PAYMENT_PATHS } from "./bundle-files.ts";
import type { BundleMaterial } from "./bundle-material.ts";
import { type StepResult, stepResult } from "./step-result.ts";

/** Makes what people read once more, so that it cannot say anything else than what was checked. */
export function replayReadable(
  { files }: BundleMaterial,
  remade: ReadonlyMap<string, Uint8Array>,
  madeWith: BundleOrigin["version"],
  thisVersion: string,
): StepResult {
  const others = [...remade].flatMap(([path, bytes]) => {
    const told = files.get(path);
    const isSame = PAYMENT_PATHS.includes(path) || (told !== undefined && sameBytes(told, bytes));
    return isSame ? [] : [path];
  });
  const isSameVersion = madeWith === thisVersion;
  return stepResult(
    isSameVersion ? others.map((path) => `${path} is not what the other files give`) : [],
    isSameVersion ? [] : others.map((path) => `${path} is told otherwise by this version`),
    {
      holds: "explanation, summary and README are what the other files give",
      open: `it was made with version ${madeWith} and this is ${thisVersion}: replay it with that version to hold its words to it`,
      differs: "what people read is not what the other files give",
    },
  );
}
