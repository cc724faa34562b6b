import type { Tokens } from "../show/use-tokens.ts";
import { CHART_FONT } from "./chart.tsx";

/** How every chart's tooltip looks. Of rich text: the library's other one writes styles into the page. */
export function tooltipLook(tokens: Tokens) {
  return {
    renderMode: "richText",
    backgroundColor: tokens.raised,
    borderColor: tokens.line,
    textStyle: { color: tokens.text, fontFamily: CHART_FONT, fontSize: 12 },
  } as const;
}
