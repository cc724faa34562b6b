/**
 * The first block of lowest..highest whose time is at or after `timeS`, or highest + 1 where all are before it. Times never
 * fall from one block to the next, so halving finds it in as many questions as `highest` has binary digits.
 * @param timeOf Unix seconds
 */
export async function findFirstBlockAt(
  timeOf: (block: number) => Promise<number>,
  lowest: number,
  highest: number,
  timeS: number,
): Promise<number> {
  let [from, to] = [lowest, highest + 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((await timeOf(middle)) >= timeS) to = middle;
    else from = middle + 1;
  }
  return from;
}
