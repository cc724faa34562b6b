import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureConsoleBuilt } from "@redflag/console/ensure-built";
import { openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import type { Browser, Page } from "playwright-core";
import { seedSession } from "../../../services/api/src/testing/seed-callers.ts";
import { sampleGraph, sampleId } from "../../../services/console/src/flow/testing/sample-graph.ts";
import { REST } from "../../../services/console/src/words/en-rest.ts";
import { openBrowser, openView } from "../../browser/open-browser.ts";
import { fillAlerts } from "../alerts/fill-alerts.ts";
import { loginUrl, start, stop } from "../api/take-turns.ts";
import { openCluster } from "../cluster.ts";
import { type ConsoleFigure, figureOf } from "./console-figures.ts";

const SERVER = import.meta.resolve("../api/product-server.ts");
const NODES = 500;
/** What the page is to take at most. */
const BOUNDS = { paintMs: 1_500, filterMs: 200, graphMs: 1_000, scriptKb: 250 };
const WAIT_MS_MAX = 60_000;
/** What is told of the address that was chosen in a graph. */
const CARD = `section[aria-label="${REST["flow.chosen"]}"]`;
/** The API's own list, as the queue asks for it. */
const LIST = "/v1/alerts?review=open,assigned,escalated";

/** Notes when a selector is first drawn: the frame behind the one in which it stands there. */
const noteDrawn = (selector: string, mark: string) => `(() => {
  const look = () => document.querySelector(${JSON.stringify(selector)})
    ? requestAnimationFrame(() => performance.mark(${JSON.stringify(mark)}))
    : requestAnimationFrame(look);
  requestAnimationFrame(look);
})()`;

/** When that was, on the page's own clock. Through the debugger: the page's policy evaluates no text. */
const timeOf = (page: Page, mark: string) =>
  page.evaluate<number>(`new Promise((resolve) => {
    const look = () => {
      const [entry] = performance.getEntriesByName(${JSON.stringify(mark)});
      if (entry === undefined) setTimeout(look, 5);
      else resolve(entry.startTime);
    };
    look();
  })`);

interface Seat {
  browser: Browser;
  baseUrl: string;
  cookie: string;
}

/**
 * What somebody waits for who opens the queue on so many alerts, filters it and looks at a graph of 500 nodes, each time in a
 * browser that has nothing yet; beside a page that holds a word, and the bare call by which the queue gets its rows.
 */
export async function runConsole(
  { alerts, rounds }: { alerts: number; rounds: number },
  onStep: (what: string) => void,
): Promise<ConsoleFigure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-bench-"));
  const cluster = await openCluster();
  try {
    const url = await cluster.createDatabase("console");
    const db = await openDatabase({ url, applicationName: "bench" });
    await migrate(db, join(import.meta.dirname, "../../../migrations"));
    await fillAlerts(db, alerts, onStep);
    const { cookie } = await seedSession(db, ["analyst"]);
    const server = await start(SERVER, {
      BENCH_DATA_DIR: dataDir,
      BENCH_CONSOLE_DIR: await ensureConsoleBuilt(),
      BENCH_STAFF_URL: await loginUrl(db, url, "redflag_api"),
      BENCH_EXCHANGE_URL: await loginUrl(db, url, "redflag_exchange"),
    });
    await db.close();
    const browser = await openBrowser();
    try {
      return await measureAll({ browser, baseUrl: server.url, cookie }, rounds, onStep);
    } finally {
      await browser.close();
      await stop(server);
    }
  } finally {
    await cluster.release();
    await rm(dataDir, { recursive: true });
  }
}

async function measureAll(seat: Seat, rounds: number, onStep: (what: string) => void): Promise<ConsoleFigure[]> {
  const word: number[] = [];
  const call: number[] = [];
  const paint: number[] = [];
  const script: number[] = [];
  const filter: number[] = [];
  const graph: number[] = [];
  const press: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    onStep(`round ${round} of ${rounds}`);
    word.push(await measureWord(seat));
    const queue = await measureQueue(seat);
    paint.push(queue.paintMs);
    script.push(queue.scriptKb);
    call.push(queue.callMs);
    filter.push(queue.filterMs);
    const { drawnMs, pressMs } = await measureGraph(seat);
    graph.push(drawnMs);
    press.push(pressMs);
  }
  return [
    figureOf("floor: a page that holds a word, painted", word),
    figureOf("floor: the bare call for the queue's rows", call),
    figureOf("queue: first row painted", paint, { most: BOUNDS.paintMs }),
    figureOf("queue: rows after a filter", filter, { most: BOUNDS.filterMs }),
    figureOf(`graph of ${NODES} nodes: drawn, and the page free`, graph, { most: BOUNDS.graphMs }),
    figureOf("the same: an address pressed, until it is shown", press),
    figureOf("JavaScript that the queue loads, compressed", script, { unit: "kB", most: BOUNDS.scriptKb }),
  ];
}

async function openPage({ browser, baseUrl, cookie }: Seat): Promise<Page> {
  const context = await openView(browser, baseUrl);
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: baseUrl }]);
  context.setDefaultTimeout(WAIT_MS_MAX);
  return context.newPage();
}

async function measureWord(seat: Seat): Promise<number> {
  const page = await openPage(seat);
  await page.route("**/word", (route) => route.fulfill({ contentType: "text/html", body: "<p>word</p>" }));
  await page.addInitScript(noteDrawn("p", "drawn"));
  await page.goto("/word");
  const ms = await timeOf(page, "drawn");
  await page.context().close();
  return ms;
}

async function measureQueue(seat: Seat) {
  const page = await openPage(seat);
  const sizes: Array<Promise<number>> = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() === "script")
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.addInitScript(noteDrawn("tbody [data-index]", "drawn"));
  await page.goto("/alerts");
  const paintMs = await timeOf(page, "drawn");
  const scriptKb = (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0) / 1_000;
  const callMs = await page.evaluate<number>(
    `(async () => { const from = performance.now(); await (await fetch(${JSON.stringify(LIST)})).json(); return performance.now() - from; })()`,
  );
  const filterMs = await measureFilter(page);
  await page.context().close();
  return { paintMs, scriptKb, callMs, filterMs };
}

/** From the press on a filter until the first row is another. */
async function measureFilter(page: Page): Promise<number> {
  await page.evaluate(`(() => {
    const first = () => document.querySelector('tbody [data-index="0"]')?.textContent;
    const before = first();
    addEventListener("pointerdown", () => {
      performance.mark("asked");
      const look = () => (first() !== undefined && first() !== before)
        ? requestAnimationFrame(() => performance.mark("filtered"))
        : requestAnimationFrame(look);
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  })()`);
  await page.getByRole("button", { name: /^\s*Low/ }).click();
  return (await timeOf(page, "filtered")) - (await timeOf(page, "asked"));
}

/** From the moment at which the graph's data is in the page until it is drawn and the page is free; then from a press on. */
async function measureGraph(seat: Seat): Promise<{ drawnMs: number; pressMs: number }> {
  const page = await openPage(seat);
  const body = JSON.stringify(sampleGraph(NODES));
  await page.route("**/graph?**", (route) => route.fulfill({ contentType: "application/json", body }));
  await page.addInitScript(noteDrawn(`[data-drawn="${NODES}"]`, "drawn"));
  await page.addInitScript(noteDrawn(CARD, "chosen"));
  const answered = page.waitForResponse(/\/graph\?/);
  await page.goto(`/addresses/${encodeURIComponent(sampleId(0))}`);
  await (await answered).finished();
  const from = await page.evaluate<number>("performance.now()");
  await timeOf(page, "drawn");
  const free = await page.evaluate<number>(
    "new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))",
  );
  await page.evaluate(
    'addEventListener("pointerdown", () => performance.mark("pressed"), { capture: true, once: true })',
  );
  await page.getByRole("option").first().click();
  const pressMs = (await timeOf(page, "chosen")) - (await timeOf(page, "pressed"));
  await page.context().close();
  return { drawnMs: free - from, pressMs };
}
