interface Compared {
  value: string;
  threshold: string;
}

/** Where a figure's bar ends and where its threshold stands, in percent of the width. */
export interface FigureScale {
  value: number;
  threshold: number;
  /** The value is far beyond: the bar goes on past the edge. */
  isCut: boolean;
}

const ROOM = 1.1;
/** Beyond that many thresholds the bar is cut, or the threshold would stand at its very start. Ours [E]. */
const THRESHOLDS_SHOWN = 4;

/** For pixels alone: what is read stands beside the bar as exact text. */
export function figureScale(figure: Compared): FigureScale {
  const [value, threshold] = [Math.max(0, Number(figure.value)), Math.max(0, Number(figure.threshold))];
  const isCut = threshold > 0 && value > threshold * THRESHOLDS_SHOWN;
  const width = isCut ? threshold * THRESHOLDS_SHOWN : Math.max(value, threshold) * ROOM;
  if (width === 0) return { value: 0, threshold: 0, isCut: false };
  return { value: percent(Math.min(value, width), width), threshold: percent(threshold, width), isCut };
}

function percent(part: number, whole: number): number {
  return Math.round((part / whole) * 1_000) / 10;
}
