/** A closed pipe, a closed terminal. */
const GONE: ReadonlySet<unknown> = new Set(["EPIPE", "EIO"]);

/** Whether a write failed since whoever read the output has had enough of it (`… | head`): no failure of the command. */
export function isReaderGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && GONE.has(error.code);
}
