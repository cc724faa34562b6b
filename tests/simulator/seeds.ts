/**
 * Seeds that once broke something, with what it was: each was seen to fail again with its mend taken out. They are run
 * before any other. A change of the simulator itself makes them ordinary seeds; what they showed is then held by the test
 * beside the code that was mended.
 */
export const MUSEUM: ReadonlyArray<{ seed: number; why: string }> = [
  {
    seed: 515_598_277,
    why: "a reorg of all that was read so far, above blocks yet to be read, was taken for another history",
  },
  { seed: 515_598_248, why: "the same, with blocks yet to be read on both sides" },
  { seed: 515_598_282, why: "the same under the policy peers" },
  { seed: 1_848_610_257, why: "a node that lagged was held to have left out and made up payments of listed addresses" },
  {
    seed: 1_725_089_106,
    why: "one endpoint alone had said of a block that it follows another than it does: no true block ever fitted below it",
  },
  {
    seed: 1_202_838_191,
    why: "a lookback stood over blocks from before the lane, after a reorg of all that was screened without the list",
  },
  {
    seed: 1_488_127_935,
    why: "a reorg that two workers followed brought a proven block back with a liar's logs, and the proof was recorded of it",
  },
];
