import { useIntl } from "react-intl";
import { useText } from "../words/words.tsx";
import type { Range, Segment } from "./strip-segments.ts";

/** "1,000 to 1,999", or the one block. */
export function useRangeText(): (range: Range) => string {
  const t = useText();
  const { formatNumber } = useIntl();
  return ({ from, to }) =>
    from === to ? formatNumber(from) : t("operations.range", { from: formatNumber(from), to: formatNumber(to) });
}

/** A stretch in words, with everything that the strip draws of it. */
export function useSegmentName(): (segment: Segment) => string {
  const t = useText();
  const rangeText = useRangeText();
  return ({ lies, undecided, ...segment }) =>
    t("operations.segment", {
      ...{ range: rangeText(segment), lies, undecided },
      state: t(`operations.state.${segment.state}`),
    });
}
