import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createLogger, type LogFields, type Logger } from "./logger.ts";
import { openQueue, type Queue, type QueueOptions } from "./queue.ts";
import { QUEUE_CONNECTIONS_MAX } from "./queue-backend.ts";
import { listTestStores, type TestStore } from "./queue-test-stores.ts";

const TIMEOUT_MS = 60_000;
const silent = createLogger({ service: "test", level: "silent" });
const waitFor = (check: () => unknown) => vi.waitFor(check, { timeout: TIMEOUT_MS / 2, interval: 20 });

describe.each(listTestStores())("queue on $name", ({ open }) => {
  let store: TestStore;
  const opened: Queue[] = [];
  let serial = 0;

  beforeAll(async () => {
    store = await open();
  }, TIMEOUT_MS);
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
  });
  afterAll(() => store.close(), TIMEOUT_MS);

  async function openTestQueue(options: Partial<QueueOptions> = {}): Promise<Queue & { name: string }> {
    serial += 1;
    const name = `test-${serial}`;
    const queue = await openQueue({ name, backend: store.backend, logger: silent, ...options });
    opened.push(queue);
    return { ...queue, name: options.name ?? name };
  }

  test("processes that start at once on an empty store all come up", { timeout: TIMEOUT_MS }, async () => {
    const queues = await Promise.all(Array.from({ length: 6 }, () => openTestQueue({ name: "first" })));
    const seen: unknown[] = [];
    await queues[0]?.work(async (payload) => void seen.push(payload), { concurrency: 1 });
    for (const [i, queue] of queues.entries()) await queue.wake({ key: `k${i}`, payload: { i } });
    await waitFor(() => expect(seen).toHaveLength(6));
  });

  test("a wake becomes one run with its payload, and leaves nothing behind", { timeout: TIMEOUT_MS }, async () => {
    const queue = await openTestQueue();
    const seen: unknown[] = [];
    await queue.work(async (payload) => void seen.push(payload), { concurrency: 2 });
    await queue.wake({ key: "ethereum:1:0xab/ü '\"", payload: { from: 1, to: "9007199254740993" } });
    await waitFor(() => expect(seen).toEqual([{ from: 1, to: "9007199254740993" }]));
    await waitFor(async () => expect(await store.countJobs(queue.name)).toBe(0));
  });

  test("while one waits, the same key is one job", { timeout: TIMEOUT_MS }, async () => {
    const queue = await openTestQueue();
    for (const n of [1, 2, 3]) await queue.wake({ key: "a:b", payload: { n } });
    await queue.wake({ key: "other", payload: { n: 4 } });
    const seen: unknown[] = [];
    await queue.work(async (payload) => void seen.push(payload), { concurrency: 1 });
    await waitFor(() => expect(seen).toEqual([{ n: 1 }, { n: 4 }]));
    await waitFor(async () => expect(await store.countJobs(queue.name)).toBe(0));
    expect(seen).toHaveLength(2);
  });

  test("wakes while one of the same key runs make exactly one more run", { timeout: TIMEOUT_MS }, async () => {
    const queue = await openTestQueue();
    const seen: unknown[] = [];
    let finish: () => void = () => undefined;
    const running = new Promise<void>((resolve) => {
      finish = resolve;
    });
    await queue.work(
      async (payload) => {
        seen.push(payload);
        if (seen.length === 1) await running;
      },
      { concurrency: 4 },
    );
    await queue.wake({ key: "k", payload: { n: 1 } });
    await waitFor(() => expect(seen).toHaveLength(1));
    await queue.wake({ key: "k", payload: { n: 2 } });
    await queue.wake({ key: "k", payload: { n: 3 } });
    await queue.wake({ key: "done", payload: { n: 9 } });
    await waitFor(() => expect(seen).toEqual([{ n: 1 }, { n: 9 }]));
    finish();
    await waitFor(async () => expect(await store.countJobs(queue.name)).toBe(0));
    expect(seen).toEqual([{ n: 1 }, { n: 9 }, { n: 3 }]);
  });

  test("a delayed job waits, and a wake without delay makes it due", { timeout: TIMEOUT_MS }, async () => {
    const queue = await openTestQueue();
    const seen: unknown[] = [];
    await queue.work(async (payload) => void seen.push(payload), { concurrency: 1 });
    await queue.wake({ key: "later", payload: { n: 1 } }, { delayMs: 3_600_000 });
    await queue.wake({ key: "now", payload: { n: 2 } });
    await waitFor(() => expect(seen).toEqual([{ n: 2 }]));
    await queue.wake({ key: "later", payload: { n: 3 } }, { delayMs: 7_200_000 });
    await queue.wake({ key: "later", payload: { n: 4 } });
    await waitFor(() => expect(seen).toEqual([{ n: 2 }, { n: 1 }]));
    await queue.wake({ key: "soon", payload: { n: 5 } }, { delayMs: 50 });
    await waitFor(() => expect(seen).toEqual([{ n: 2 }, { n: 1 }, { n: 5 }]));
  });

  test("a handler that throws is tried again, then its job is dropped with a log", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const lines: LogFields[] = [];
    const note = (fields: LogFields) => void lines.push(fields);
    const logger: Logger = { trace: note, debug: note, info: note, warn: note, error: note, child: () => logger };
    const queue = await openTestQueue({ logger, retry: { attemptsMax: 3, backoffMs: 5 } });
    let runCount = 0;
    let isMended = false;
    await queue.work(
      async () => {
        runCount += 1;
        if (!isMended) throw new Error("cannot");
      },
      { concurrency: 1 },
    );
    await queue.wake({ key: "k", payload: {} });
    await waitFor(() => expect(lines.at(-1)?.msg).toMatch(/dropped/));
    expect(runCount).toBe(3);
    expect(lines.map((line) => line.attempt)).toEqual([1, 2, 3]);
    expect(lines.at(-1)).toMatchObject({ job: "k" });
    await waitFor(async () => expect(await store.countJobs(queue.name)).toBe(0));

    isMended = true;
    await queue.wake({ key: "k", payload: {} });
    await waitFor(() => expect(runCount).toBe(4));
  });

  test("a flushed store forgets its jobs and takes new ones from the same connections", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const queue = await openTestQueue();
    await queue.wake({ key: "lost", payload: { n: 1 } });
    await store.flush();
    const seen: unknown[] = [];
    const worker = await queue.work(async (payload) => void seen.push(payload), { concurrency: 1 });
    await queue.wake({ key: "one", payload: { n: 2 } });
    await waitFor(() => expect(seen).toEqual([{ n: 2 }]));
    await store.flush();
    await queue.wake({ key: "lost", payload: { n: 1 } });
    await waitFor(() => expect(seen).toEqual([{ n: 2 }, { n: 1 }]));
    await worker.close();
  });

  test("a connection that drops comes back by itself", { timeout: TIMEOUT_MS }, async () => {
    const queue = await openTestQueue();
    const seen = new Set<unknown>();
    await queue.work(async (payload) => void seen.add((payload as { n: number }).n), { concurrency: 1 });
    for (const n of [1, 2, 3]) {
      await store.dropConnections();
      await queue.wake({ key: `k${n}`, payload: { n } });
      await waitFor(() => expect(seen).toContain(n));
    }
  });

  test("a server that dies and comes back takes new jobs from the same processes", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const queue = await openTestQueue();
    const seen = new Set<unknown>();
    await queue.work(async (payload) => void seen.add((payload as { n: number }).n), { concurrency: 1 });
    await queue.wake({ key: "before", payload: { n: 1 } });
    await waitFor(() => expect(seen).toContain(1));
    await store.restart();
    // As a sweep does: what could not be woken is woken again.
    await waitFor(async () => {
      await queue.wake({ key: "after", payload: { n: 2 } });
      expect(seen).toContain(2);
    });
  });

  test("a busy queue keeps to its connections", { timeout: TIMEOUT_MS }, async () => {
    await waitFor(async () => expect(await store.countConnections()).toBe(0));
    const queue = await openTestQueue();
    let done = 0;
    await queue.work(
      async () => {
        await sleep(1);
        done++;
      },
      { concurrency: 16 },
    );
    const { producer, worker } = QUEUE_CONNECTIONS_MAX[store.backend.kind];
    const counts: number[] = [];
    const wakes = Array.from({ length: 400 }, (_, i) => queue.wake({ key: `k${i}`, payload: {} }));
    const waking = Promise.all(wakes);
    while (done < wakes.length) counts.push(await store.countConnections());
    await waking;
    expect(Math.max(...counts)).toBeGreaterThan(1);
    expect(Math.max(...counts)).toBeLessThanOrEqual(producer + worker);
  });

  test("a killed worker's job goes to another", { timeout: TIMEOUT_MS }, async () => {
    const queue = await openTestQueue({ lockMs: 1500 });
    const script = fileURLToPath(new URL("./queue-test-worker.ts", import.meta.url));
    const child = spawn(process.execPath, [script, queue.name, JSON.stringify(store.backend), "1500"]);
    const exit = once(child, "exit");
    await queue.wake({ key: "k", payload: { n: 1 } });
    const [said] = await once(child.stdout, "data");
    expect(String(said)).toBe("taken\n");
    child.kill("SIGKILL");
    await exit;
    const seen: unknown[] = [];
    await queue.work(async (payload) => void seen.push(payload), { concurrency: 1 });
    await waitFor(() => expect(seen).toEqual([{ n: 1 }]));
  });
});

test.each([
  { kind: "postgres", url: "postgres://redflag:hunter2@127.0.0.1:1/x", schema: "bullmq" } as const,
  { kind: "redis", url: "redis://:hunter2@127.0.0.1:1/0" } as const,
])("an unreachable $kind is a Problem that keeps the password", { timeout: TIMEOUT_MS }, async (backend) => {
  const error = await openQueue({ name: "test", backend, logger: silent }).catch((e: unknown) => e);
  expect(error).toMatchObject({ code: "queue_unreachable", retry: "retry" });
  expect(String(error)).not.toContain("hunter2");
});
