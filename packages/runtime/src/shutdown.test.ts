import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import type { LogFields, Logger } from "./logger.ts";
import { createShutdown } from "./shutdown.ts";

function listen(): { lines: LogFields[]; logger: Logger } {
  const lines: LogFields[] = [];
  const note = (fields: LogFields) => void lines.push(fields);
  const logger: Logger = { trace: note, debug: note, info: note, warn: note, error: note, child: () => logger };
  return { lines, logger };
}

test("aborts first, then closes in reverse order, each once, over failures", async () => {
  const { lines, logger } = listen();
  const listenerCount = process.listenerCount("SIGTERM");
  const shutdown = createShutdown({ deadlineMs: 10_000, logger });
  const order: string[] = [];
  shutdown.signal.addEventListener("abort", () => order.push("abort"));
  shutdown.onClose("database", () => void order.push("database"));
  shutdown.onClose("broken", () => Promise.reject(new Error("cannot")));
  shutdown.onClose("worker", async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push("worker");
  });
  await Promise.all([shutdown.close("done"), shutdown.close("again")]);
  expect(order).toEqual(["abort", "worker", "database"]);
  expect(lines).toContainEqual(expect.objectContaining({ part: "broken", msg: "could not be closed" }));
  expect(process.listenerCount("SIGTERM")).toBe(listenerCount);
});

test("gives up at the deadline and says what is left", async () => {
  const { lines, logger } = listen();
  const shutdown = createShutdown({ deadlineMs: 20, logger });
  shutdown.onClose("database", () => undefined);
  shutdown.onClose("stuck", () => new Promise(() => undefined));
  shutdown.onClose("quick", () => undefined);
  await shutdown.close("done");
  expect(lines.at(-1)).toMatchObject({ left: ["database", "stuck"] });
});

const [shutdownUrl, loggerUrl] = ["./shutdown.ts", "./logger.ts"].map((path) => new URL(path, import.meta.url).href);

/** A process that closes `how` fast; tells when it is up and when its closer begins. */
async function start(how: "quick" | "slow" | "stuck") {
  const script = `
    import { createShutdown } from ${JSON.stringify(shutdownUrl)};
    import { createLogger } from ${JSON.stringify(loggerUrl)};
    const logger = createLogger({ service: "test", level: "silent" });
    const shutdown = createShutdown({ deadlineMs: ${how === "stuck" ? 50 : 60_000}, logger });
    setInterval(() => undefined, 1000);
    shutdown.onClose("it", () => {
      process.stdout.write("closing");
      return ${how === "quick"} ? undefined : new Promise(() => undefined);
    });
    process.stdout.write("up");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

test.each([
  ["quick", "SIGTERM", 0],
  ["quick", "SIGINT", 0],
  ["stuck", "SIGTERM", 1],
] as const)("a process that closes %s exits after %s with %i", async (how, signal, expected) => {
  const child = await start(how);
  child.kill(signal);
  const [code] = await once(child, "exit");
  expect(code).toBe(expected);
});

test("a second signal exits at once", async () => {
  const child = await start("slow");
  child.kill("SIGINT");
  await once(child.stdout, "data");
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  expect(code).toBe(130);
});
