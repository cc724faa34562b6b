import { GraphCache } from "./graph-cache.ts";
import { GraphThread } from "./graph-thread/graph-thread.ts";
import { InputCache } from "./input-cache.ts";

/** For whoever screens much: shapes are looked for in a thread beside the fold, which ends with the work. */
export async function withGraphThread<T>(work: (inputs: InputCache) => Promise<T>): Promise<T> {
  const thread = new GraphThread();
  try {
    return await work(new InputCache(new GraphCache(thread)));
  } finally {
    await thread.close();
  }
}
