import { PassThrough, Readable } from "node:stream";
import { expect, test, vi } from "vitest";
import { watchInterrupt } from "./interrupt.ts";
import { runWithin } from "./surroundings.ts";

test.each([
  ["a reader that has had enough", "EPIPE", 0],
  ["a closed terminal", "EIO", 0],
  ["a full disk", "ENOSPC", 1],
])("%s ends the command, with %s and the exit code %i", async (_, code, exitCode) => {
  const stdout = new PassThrough();
  const given = { env: {}, stdin: Readable.from([]), stdout, stderr: new PassThrough() };
  await runWithin(given, async () => {
    const interrupt = watchInterrupt();
    stdout.destroy(Object.assign(new Error(code), { code }));
    await vi.waitFor(() => expect(interrupt.signal.aborted).toBe(true), { timeout: 10_000 });
    expect(interrupt.exitCode).toBe(exitCode);
    interrupt.release();
  });
});
