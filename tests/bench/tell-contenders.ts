import { CHAIN_CACHE } from "./chain-cache.ts";
import { LONG_LIST_ENTRIES } from "./long-list.ts";
import { type BenchOptions, runBench } from "./run-bench.ts";
import { screeningText } from "./screening-text.ts";
import { tableText } from "./table.ts";
import { tellFigures, tellStep } from "./tell-figures.ts";

/** Runs the contenders on a chain as the command line has them, and tells what each took. */
export async function tellContenders(
  options: Omit<BenchOptions, "listed" | "cacheDir" | "onStep">,
  json?: boolean,
): Promise<void> {
  const result = await runBench({
    ...options,
    listed: LONG_LIST_ENTRIES,
    cacheDir: CHAIN_CACHE,
    onStep: tellStep,
  });
  tellFigures(result, (figures) => `${tableText(figures)}\n${screeningText(figures)}`, json);
}
