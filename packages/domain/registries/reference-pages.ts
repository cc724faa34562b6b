import { CHAINS } from "../src/chain-registry.ts";
import { HEURISTICS } from "../src/heuristic-registry.ts";
import { TOKENS } from "../src/token-registry.ts";
import { TYPOLOGIES } from "../src/typologies.ts";
import { chainPage } from "./chain-page.ts";
import { heuristicPage } from "./heuristic-page.ts";
import { tokenPage } from "./token-page.ts";

/** The pages in docs/reference that say what the registries hold. */
export const REFERENCE_PAGES: ReadonlyArray<{ file: string; text: string }> = [
  { file: "chains.md", text: chainPage(CHAINS) },
  { file: "heuristics.md", text: heuristicPage(HEURISTICS, TYPOLOGIES) },
  { file: "tokens.md", text: tokenPage(TOKENS, CHAINS) },
];
