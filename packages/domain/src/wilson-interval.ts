import assert from "./assert.ts";

/** A share of counted things, with the interval in which it lies with 95 % confidence; all in tenths of a percent. */
export interface ShareEstimate {
  count: number;
  total: number;
  permille: number;
  lowPermille: number;
  highPermille: number;
}

/** Standard deviations that hold 95 % of a normal distribution. */
const Z = 1.959964;

/**
 * Wilson's score interval [P: Wilson, Probable inference, JASA 22, 1927]: unlike share ± error it stays within 0 and 1 and is
 * not empty where all or none of few were right. For people only: nothing that is stored rests on it.
 * @returns undefined of nothing: no share is known then
 */
export function estimateShare(count: number, total: number): ShareEstimate | undefined {
  assert(count >= 0 && count <= total, "a part is no more than the whole");
  if (total === 0) return undefined;
  const share = count / total;
  const scale = 1 + Z ** 2 / total;
  const middle = share + Z ** 2 / (2 * total);
  const reach = Z * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2));
  return {
    count,
    total,
    permille: Math.round(1_000 * share),
    lowPermille: Math.max(0, Math.round((1_000 * (middle - reach)) / scale)),
    highPermille: Math.min(1_000, Math.round((1_000 * (middle + reach)) / scale)),
  };
}

/** "66.7 % (2 of 3; 20.8 to 93.9 %)" */
export function shareEstimateText({ count, total, permille, lowPermille, highPermille }: ShareEstimate): string {
  const percent = (value: number) => (value / 10).toFixed(1);
  return `${percent(permille)} % (${count} of ${total}; ${percent(lowPermille)} to ${percent(highPermille)} %)`;
}
