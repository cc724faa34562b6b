import { mayKnow } from "@redflag/domain/audience";
import { type AddressEntry, SHARINGS } from "@redflag/domain/entry";
import { PAYER, type Payment, SampleChain } from "@redflag/screen/sample-chain";
import { sampleEntry } from "@redflag/store/list.samples";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ScreenedSide } from "./screened-side.ts";

/*
 * Two installations of the same chain: one whose lists hold what is shared and what is not, and one where there is nothing but
 * what the first shares. What an exchange is given by one and by the other must be the same to the last byte.
 */

const [mixed, bare] = await Promise.all([ScreenedSide.open(), ScreenedSide.open()]);

const SEEDS = ["a", "b", "c"];
const PARTIES = [...SEEDS.map((seed) => sampleEntry(seed).address), PAYER];
const LISTS = ["orders", "sanctions"];

const entry: fc.Arbitrary<AddressEntry> = fc
  .record({
    seed: fc.constantFrom(...SEEDS),
    family: fc.constantFrom("eip155" as const, "tron" as const),
    sharing: fc.constantFrom(...SHARINGS),
    severity: fc.constantFrom("MEDIUM" as const, "SEVERE" as const),
    confidence: fc.constantFrom(50, 100),
  })
  .map(({ seed, ...fields }) => sampleEntry(seed, fields));

const payments = fc.array(fc.record({ from: fc.nat(3), to: fc.nat(3) }), { maxLength: 3 });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("mine" as const), payments }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("import" as const),
      list: fc.constantFrom(...LISTS),
      entries: fc.array(entry, { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("freeze" as const), account: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reorg" as const), depth: fc.nat(3), payments }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("final" as const, "rescreen" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("release" as const), countMax: fc.integer({ min: 1, max: 9 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Stories in which exchanges were once told different things. */
const FOUND: Array<[Step[]]> = [
  [
    [
      bring("sanctions", { seed: "b", family: "tron", sharing: "TLP:GREEN" }, { seed: "b", sharing: "TLP:RED" }),
      { kind: "mine", payments: [{ from: 1, to: 0 }] },
      bring("orders", { seed: "b", family: "tron", sharing: "TLP:CLEAR" }, { seed: "a", sharing: "TLP:RED" }),
      { kind: "mine", payments: [] },
      { kind: "freeze", account: 0 },
      { kind: "rescreen" },
    ],
  ],
  [
    [
      bring("sanctions", { seed: "a", sharing: "TLP:GREEN" }, { seed: "a", sharing: "TLP:RED" }),
      { kind: "mine", payments: [{ from: 0, to: 0 }] },
      { kind: "release", countMax: 1 },
      { kind: "final" },
      bring("orders", { seed: "a", sharing: "TLP:RED" }),
      {
        kind: "mine",
        payments: [
          { from: 0, to: 0 },
          { from: 0, to: 0 },
        ],
      },
      bring("sanctions", { seed: "a", sharing: "TLP:RED" }),
      { kind: "reorg", depth: 1, payments: [] },
    ],
  ],
];

function bring(list: string, ...entries: Array<{ seed: string } & Partial<AddressEntry>>): Step {
  const weak = { severity: "MEDIUM", confidence: 50 } as const;
  return {
    kind: "import",
    list,
    entries: entries.map(({ seed, ...fields }) => sampleEntry(seed, { ...weak, ...fields })),
  };
}

/** The chain that both read, and how much of it is final. */
class Story {
  #sample = new SampleChain();
  #finalBlock = 0;
  #branches = 0;
  #made = 0;
  #kept: Array<{ block: number; payment: Payment }> = [];
  readonly #lists = new Set<string>();

  async take(one: Step): Promise<void> {
    switch (one.kind) {
      case "mine":
        this.#mine(this.#new(one.payments));
        return both((side) => side.screen(this.#sample, this.#sample.head));
      case "freeze":
        this.#sample.say("freeze", PARTIES[one.account] ?? PAYER);
        return both((side) => side.screen(this.#sample, this.#sample.head));
      case "import":
        return this.#import(one.list, one.entries);
      case "reorg":
        return this.#reorg(one);
      case "final":
        this.#finalBlock = this.#sample.head;
        return both((side) => (this.#finalBlock === 0 ? Promise.resolve() : side.finalize(this.#sample)));
      case "rescreen":
        this.#finalBlock = this.#sample.head;
        return both(async (side) => {
          if (this.#finalBlock === 0) return;
          await side.finalize(this.#sample);
          await side.rescreen();
        });
      case "release":
        return both((side) => side.release(one.countMax));
    }
  }

  #mine(payments: readonly Payment[]): void {
    this.#sample.mine(...payments);
    this.#kept.push(...payments.map((payment) => ({ block: this.#sample.head, payment })));
  }

  #new(payments: ReadonlyArray<{ from: number; to: number }>) {
    return payments.map(({ from, to }) => {
      const tx = `p${this.#made++}`;
      return { tx, from: PARTIES[from] ?? PAYER, to: PARTIES[to] ?? PAYER };
    });
  }

  async #import(list: string, entries: readonly AddressEntry[]): Promise<void> {
    await mixed.import(list, entries);
    const shared = entries.filter((each) => mayKnow("exchange", each));
    if (shared.length === 0 && !this.#lists.has(list)) return;
    this.#lists.add(list);
    await bare.import(list, shared);
  }

  /** Some payments come back in the new blocks. */
  async #reorg({ depth, payments }: Extract<Step, { kind: "reorg" }>): Promise<void> {
    const fork = Math.max(this.#finalBlock, this.#sample.head - depth);
    if (fork < 1 || fork >= this.#sample.head) return;
    const old = this.#kept.filter(({ block }) => block > fork).slice(1);
    this.#sample = this.#sample.fork(`b${++this.#branches}`, fork);
    this.#kept = this.#kept.filter(({ block }) => block <= fork);
    this.#mine(this.#new(payments));
    for (const { payment } of old) this.#mine([payment]);
    await both((side) => side.reorg(this.#sample, fork));
  }
}

async function both(work: (side: ScreenedSide) => Promise<unknown>): Promise<void> {
  await Promise.all([work(mixed), work(bare)]);
}

test("whatever is done to lists and chain, an exchange is given the same as if there were no internal entry", async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      await both((side) => side.empty());
      const ids = { mixed: await mixed.subscribe("One"), bare: await bare.subscribe("One") };
      const story = new Story();
      for (const one of steps) {
        await story.take(one);
        if (one.kind === "release") expect(await mixed.listTold(ids.mixed)).toEqual(await bare.listTold(ids.bare));
      }
      await both((side) => side.release());
      const told = await mixed.listTold(ids.mixed);
      expect(told).toEqual(await bare.listTold(ids.bare));
      expect(told.map(({ position }) => position)).toEqual(told.map((_, i) => i + 1));
      count += told.length;
    }),
    // Whatever is found is told, however long it would take to tell it shorter.
    { numRuns: 15, examples: FOUND, interruptAfterTimeLimit: 90_000 },
  );
  expect(count).toBeGreaterThan(0);
}, 120_000);
