import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Problem } from "@redflag/domain/problem";
import { afterEach, expect, test } from "vitest";
import type { LogFields, Logger } from "../logger.ts";
import { blockTrace } from "./block-trace.ts";
import { startOtlpReceiver } from "./otlp-receiver.samples.ts";
import { startTracing } from "./start-tracing.ts";
import type { StepBlocks } from "./step.ts";
import { setStepListener, tellStep, traceStep } from "./trace-step.ts";

afterEach(() => setStepListener(undefined));

const chain = "eip155:1";
const logged: LogFields[] = [];
const log = (fields: LogFields) => logged.push(fields);
const logger: Logger = { trace: log, debug: log, info: log, warn: log, error: log, child: () => logger };

const step = (name: string, blocks: StepBlocks, isFirst = false) =>
  traceStep(name, async (phase, tell) => {
    phase("fetch");
    tell({ blocks, isFirst, facts: { transfers: 2 } });
  });

/** What arrives of what is done. */
async function received(work: () => Promise<unknown>, ratio = 1) {
  const receiver = await startOtlpReceiver();
  const stop = await startTracing({ traces: { url: receiver.url, ratio } }, "ingest", logger);
  await work();
  await stop();
  await receiver.close();
  return receiver.spans;
}

test("what several processes do about a block hangs from one root, though none has told another", async () => {
  const spans = [
    ...(await received(() => step("read", { chain, from: 7, to: 7 }, true))),
    ...(await received(() => step("screen", { chain, from: 7, to: 7 }))),
  ];
  const { traceId, spanId } = blockTrace(chain, 7);
  expect(spans.map((span) => span.traceId)).toEqual(spans.map(() => traceId));
  const [root] = spans.filter(({ parentSpanId }) => parentSpanId === "");
  expect(root).toMatchObject({ name: "block", spanId, service: "redflag-ingest" });
  const below = (id: string) => spans.filter(({ parentSpanId }) => parentSpanId === id).map(({ name }) => name);
  expect(below(spanId)).toEqual(["read", "screen"]);
  expect(spans.flatMap((span) => below(span.spanId)).sort()).toEqual(["read", "read fetch", "screen", "screen fetch"]);
  expect(spans.find(({ name }) => name === "screen")?.attributes).toEqual({
    "redflag.chain": chain,
    "redflag.from": 7,
    "redflag.to": 7,
    "redflag.transfers": 2,
  });
});

test("a step about several blocks is in the last one's trace, and what it says in each its own", async () => {
  const said = [{ block: 5, facts: { event: "0xee" } }];
  const spans = await received(() =>
    traceStep("screen", async (_, tell) => tell({ blocks: { chain, from: 5, to: 7 }, said })),
  );
  const [screen, event] = ["screen", "event"].map((name) => spans.find((span) => span.name === name));
  expect(screen).toMatchObject({
    traceId: blockTrace(chain, 7).traceId,
    links: [blockTrace(chain, 5), blockTrace(chain, 6)],
  });
  expect(event).toMatchObject({
    traceId: blockTrace(chain, 5).traceId,
    parentSpanId: blockTrace(chain, 5).spanId,
    links: [{ traceId: screen?.traceId, spanId: screen?.spanId }],
  });
});

test("of a long stretch only the last block has a root, and no step names more than a few others", async () => {
  const spans = await received(() => step("read", { chain, from: 1, to: 1_000 }, true));
  expect(spans.filter(({ name }) => name === "block")).toHaveLength(1);
  const [screen] = await received(() => step("screen", { chain, from: 1, to: 1_000 }));
  expect(screen?.links).toEqual([]);
});

test("a step that fails is told by its code, without what it had not said yet, and the failure goes on", async () => {
  const failing = async () => {
    const run = traceStep("read", async (phase, tell) => {
      phase("fetch");
      tell({ blocks: { chain, from: 3, to: 3 }, isFirst: true, said: [{ block: 3, facts: {} }] });
      throw new Problem("endpoint_unreachable", "https://rpc.example/SECRET");
    });
    await expect(run).rejects.toThrow(Problem);
  };
  const spans = await received(failing);
  expect(spans.map(({ name }) => name).sort()).toEqual(["read", "read fetch"]);
  const read = spans.find(({ name }) => name === "read");
  expect(read).toMatchObject({ isError: true, attributes: { "error.type": "endpoint_unreachable" } });
  expect(JSON.stringify(spans)).not.toContain("SECRET");
});

test("a step that found nothing to do says nothing", async () => {
  expect(await received(() => traceStep("screen", async (phase) => phase("read")))).toEqual([]);
});

test("every process keeps the same traces, and as many as it is told", async () => {
  const steps = (name: string) => async () => {
    for (let block = 0; block < 400; block++) await step(name, { chain, from: block, to: block });
  };
  const kept = async (name: string) => new Set((await received(steps(name), 0.5)).map(({ traceId }) => traceId));
  const read = await kept("read");
  expect(await kept("screen")).toEqual(read);
  expect(read.size).toBeGreaterThan(100);
  expect(read.size).toBeLessThan(300);
});

test("a receiver that refuses is told once, and once more when it takes spans again; nobody waits for it", async () => {
  logged.length = 0;
  let status = 400;
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(status).end());
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces?key=SECRET`;
  const { openOtlpTracing } = await import("./otlp-tracing.ts");
  const tracing = openOtlpTracing({ url, ratio: 1 }, "ingest", logger);
  setStepListener((told) => tracing.write(told));
  // Far more than may wait: what is above that is dropped at once.
  for (let i = 0; i < 5_000; i++) tellStep({ name: "request", fromMs: 1, toMs: 2, phases: [] });
  await tracing.flush();
  await tracing.flush();
  status = 200;
  tellStep({ name: "request", fromMs: 1, toMs: 2, phases: [] });
  await tracing.close();
  server.closeAllConnections();
  server.close();
  expect(logged.map(({ msg }) => msg)).toEqual([
    "traces are not taken and are lost until they are",
    "traces are taken again",
  ]);
  expect(JSON.stringify(logged)).not.toContain("SECRET");
});

test("nothing of the library is loaded until somebody is to be told", () => {
  const script = `
    import { registerHooks } from "node:module";
    let loaded = 0;
    registerHooks({ load(url, context, next) { if (url.includes("@opentelemetry")) loaded++; return next(url, context); } });
    const { startTracing } = await import(${JSON.stringify(new URL("./start-tracing.ts", import.meta.url).href)});
    await import(${JSON.stringify(new URL("../run-process.ts", import.meta.url).href)});
    const logger = { info() {} };
    const stop = await startTracing({}, "ingest", logger);
    await stop();
    const off = loaded;
    await (await startTracing({ traces: { url: "http://127.0.0.1:9/", ratio: 1 } }, "ingest", logger))();
    console.log(JSON.stringify({ off, isLoadedWhenOn: loaded > 0 }));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(JSON.parse(stdout)).toEqual({ off: 0, isLoadedWhenOn: true });
});
