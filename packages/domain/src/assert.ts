/** Programmer errors crash. Not node:assert, because domain also runs in a browser. */
export default function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${invariant}`);
}
