/** Seeds that once broke something, with what it was. They are run before any other. */
export const MUSEUM: ReadonlyArray<{ seed: number; why: string }> = [
  { seed: 28, why: "the chain moved between finding the fork and reading the branch: an assertion ended the process" },
  { seed: 62, why: "after a reorg that nobody saw, a tip far above made the abandoned branch final" },
  { seed: 117, why: "a header with a false time and its true hash was stored, and proofs looked at logs only" },
  { seed: 1048, why: "a read that lost to other writers three times ended the process with a duplicate key" },
  { seed: 1081, why: "a reorg was followed in one view and finality taken from another, newer one" },
  { seed: 3267, why: "killed between a mend and the note of who had lied, nobody was held responsible" },
  { seed: 3284, why: "one endpoint's old answer about one block sent the fork below final and stopped the lane" },
];
