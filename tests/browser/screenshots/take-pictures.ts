import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@redflag/contract/http/client";
import type { BrowserContext } from "playwright-core";
import { signIn } from "../../../services/cli/src/signed-in-client.ts";
import { openBrowser, openView, type ViewOptions } from "../open-browser.ts";
import { settlerOf } from "../settled-page.ts";
import { type RunningDemo, startDemo } from "./demo-process.ts";
import type { Picture, Sitters } from "./pictures.ts";

const ROOT = join(import.meta.dirname, "../../..");
const OTHERS = join(ROOT, ".redflag/screenshots");
const SHOWN = join(ROOT, "docs/screenshots");
/** Those that README and guides show, named `<picture>-<theme>-<language>`; the others are not kept. */
const IN_DOCS: ReadonlySet<string> = new Set([
  "setup-light-en",
  "operations-light-en",
  "proposal-light-en",
  "heuristic-light-en",
  "webhook-light-en",
  "audit-light-en",
  "queue-light-en",
  "alert-light-en",
  "alert-dark-en",
  "address-light-en",
  "queue-beside-dark-ar",
]);
const THEMES = ["light", "dark"] as const;
const LOCALES = ["en", "ar"] as const;
const TABLET = { width: 1024, height: 768 };
/** A queue that looks like a morning. */
const ALERTS_MIN = 6;
const WAIT_MS_MAX = 120_000;
const POLL_MS = 500;

const tell = (what: string) => process.stderr.write(`screenshots: ${what}\n`);

export async function takePictures(wanted: readonly Picture[]): Promise<void> {
  const demo = await startDemo(tell);
  try {
    const sitters = { ...(await chooseSitters((await signInAs(demo, "analyst")).client)), ...(await findOthers(demo)) };
    await Promise.all([OTHERS, SHOWN].map((folder) => mkdir(folder, { recursive: true })));
    const browser = await openBrowser();
    try {
      for (const theme of THEMES) {
        for (const locale of LOCALES) {
          const view = { theme, locale };
          for (const role of new Set(wanted.map((picture) => picture.role))) {
            const context = await enter(demo, role, await openView(browser, demo.baseUrl, view));
            const own = wanted.filter((picture) => picture.role === role);
            for (const [index, picture] of own.entries()) {
              tell(`${theme} ${locale} ${role}: ${picture.name}, ${index + 1} of ${own.length}`);
              await take(context, picture, sitters, view);
            }
            await context.close();
          }
        }
      }
    } finally {
      await browser.close();
    }
  } finally {
    await demo.stop();
  }
}

/** The address that many pay and a listed one's money reaches, once its alert, its group and the analyst's case are there. */
async function chooseSitters(client: Client): Promise<Omit<Sitters, keyof Others>> {
  const end = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const { body: alerts } = await client.listAlerts({ query: { exposure: "INDIRECT", state: "final" } });
    const { body: all } = await client.listAlerts({ query: { limit: ALERTS_MIN } });
    const { body: cases } = await client.listCases();
    const [alert] = alerts.items;
    const [one] = cases.items;
    if (alert !== undefined && one !== undefined && all.items.length === ALERTS_MIN) {
      const { body: evidence } = await client.listAlertEvidence({ params: { id: alert.id } });
      const transaction = evidence.items[0]?.payment.transaction ?? "";
      return { alert: alert.id, address: alert.subject, case: one.id, transaction };
    }
    if (performance.now() > end) throw new Error("the demo has found nothing to take pictures of");
    tell("waiting for the demo's alerts and its case");
    await sleep(POLL_MS);
  }
}

type Others = Pick<Sitters, "proposal" | "subscription" | "addressSet" | "person">;

/** What ops and the exchange left on their desks: it was there before the first alert was final. */
async function findOthers(demo: RunningDemo): Promise<Others> {
  const [supervisor, exchange, admin] = await Promise.all(
    ["supervisor", "exchange", "admin"].map(async (role) => (await signInAs(demo, role)).client),
  );
  const [proposals, subscriptions, sets, people] = await Promise.all([
    supervisor?.listProposals(),
    exchange?.listSubscriptions(),
    exchange?.listAddressSets(),
    admin?.listUsers({ query: { role: "ops" } }),
  ]);
  const idOf = (list: { body: { items: { id: string }[] } } | undefined) => list?.body.items[0]?.id ?? "";
  return { proposal: idOf(proposals), subscription: idOf(subscriptions), addressSet: idOf(sets), person: idOf(people) };
}

function signInAs({ baseUrl, people }: RunningDemo, role: string) {
  const { email = "", password = "" } = people.get(role) ?? {};
  return signIn(baseUrl, email, password);
}

async function enter({ baseUrl, people }: RunningDemo, role: string, context: BrowserContext): Promise<BrowserContext> {
  const { email, password } = people.get(role) ?? {};
  const response = await context.request.post("/v1/session", {
    data: { email, password },
    headers: { origin: baseUrl },
  });
  if (!response.ok()) throw new Error(`${role} cannot sign in: ${await response.text()}`);
  return context;
}

async function take(
  context: BrowserContext,
  { name, path, open, tablet, whole }: Picture,
  sitters: Sitters,
  { theme, locale }: Required<Pick<ViewOptions, "theme" | "locale">>,
): Promise<void> {
  const page = await context.newPage();
  const settle = settlerOf(page);
  await page.goto(path(sitters));
  await settle();
  await open?.(page);
  await settle();
  const file = `${name}-${theme}-${locale}`;
  const folder = IN_DOCS.has(file) ? SHOWN : OTHERS;
  if (whole) {
    // The page moves within its frame: the window is made as high as what is in it.
    const { width = 0, height = 0 } = page.viewportSize() ?? {};
    const hidden = await page.evaluate<number>(
      "(() => { const { scrollHeight, clientHeight } = document.querySelector('main'); return scrollHeight - clientHeight; })()",
    );
    await page.setViewportSize({ width, height: height + hidden });
    await settle();
  }
  await page.screenshot({ path: join(folder, `${file}.png`) });
  if (tablet) {
    await page.setViewportSize(TABLET);
    await settle();
    await page.screenshot({ path: join(OTHERS, `${file}-tablet.png`) });
  }
  await page.close();
}
