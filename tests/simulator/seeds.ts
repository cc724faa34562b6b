/**
 * Seeds that once broke something, with what it was: each was seen to fail again with its mend taken out. They are run
 * before any other. A change of the simulator itself makes them ordinary seeds; what they showed is then held by the test
 * beside the code that was mended.
 */
export const MUSEUM: ReadonlyArray<{ seed: number; why: string }> = [
  {
    seed: 7004,
    why: "the chain moved between finding the fork and reading the branch: an assertion ended the process",
  },
  { seed: 7012, why: "after a reorg that nobody saw, a tip far above made the abandoned branch final" },
  { seed: 7023, why: "an endpoint overstated its head, and what was at the head became final" },
  { seed: 7047, why: "a header with a false time and its true hash was stored, and proofs looked at logs only" },
];
