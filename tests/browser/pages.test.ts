import { beforeAll, expect, test, vi } from "vitest";
import { signIn } from "../../services/cli/src/signed-in-client.ts";
import { findBarriersInThemes } from "./axe.ts";
import { openConsoleWorld } from "./console-world.ts";
import type { ViewOptions } from "./open-browser.ts";

/*
 * Every page in both themes and both languages, over a chain and a list whose texts are an attacker's: for everybody who reads
 * it, and as text.
 */

const [DONOR, SPLITTER, PAYEE] = [11, 12, 13];
const LISTED = 900;
/** Runs where it is taken for markup. */
const MARKUP = `<img src=x onerror="document.title='taken'">`;
/** The same as a list may have it: told otherwise than it reads, and as long as nobody's name. */
const HOSTILE = `${MARKUP}\u202Egnitirw\u202C${"long".repeat(20)} ${"and long ".repeat(500)}`;

const world = await openConsoleWorld(LISTED, [DONOR, SPLITTER], {
  authority: HOSTILE,
  programme: HOSTILE,
  reference: HOSTILE,
});
let alertId = "";
let caseId = "";
let transaction = "";
const caip10 = `eip155:31337:${world.addressOf(SPLITTER)}`;

beforeAll(async () => {
  const { email, password } = world.person("ana");
  const { client } = await signIn(world.baseUrl, email, password);
  [transaction = ""] = await world.pay(DONOR, LISTED, [1_500]);
  await world.pay(SPLITTER, PAYEE, [990, 985, 995]);
  await world.mineFinal();
  await vi.waitFor(
    async () => {
      const { items } = (await client.listAlerts({ query: { state: "final" } })).body;
      expect(items.length).toBe(2);
      alertId = items.find(({ heuristic }) => heuristic === "watchlist-hit")?.id ?? "";
    },
    { timeout: 60_000, interval: 100 },
  );
  const { body } = await client.createCase({
    body: { title: MARKUP, reason: "seen twice", alerts: [alertId] },
  });
  caseId = body.id;
  await client.addCaseNote({ params: { id: caseId }, body: { text: `${MARKUP}${"long".repeat(400)}` } });
});

const PAGES: ReadonlyArray<readonly [name: string, path: () => string]> = [
  ["the queue", () => "/alerts"],
  ["an alert", () => `/alerts/${alertId}`],
  ["an address", () => `/addresses/${encodeURIComponent(caip10)}`],
  ["a listed address", () => `/addresses/${encodeURIComponent(`eip155:31337:${world.addressOf(LISTED)}`)}`],
  ["the cases", () => "/cases"],
  ["a case", () => `/cases/${caseId}`],
  ["a transaction", () => `/transactions/demo/${transaction}`],
  ["what is not there", () => "/nowhere"],
];
/** What opens over a page, by keys: they are the same in every language. */
const OPENED: ReadonlyArray<readonly [name: string, path: () => string, keys: readonly string[], opened: string]> = [
  ["an alert beside the queue", () => "/alerts", ["j", "Enter"], "aside article"],
  ["closing an alert", () => `/alerts/${alertId}`, ["d"], "[role=dialog] form"],
  ["snoozing an alert", () => `/alerts/${alertId}`, ["s"], "[role=dialog] form"],
  ["the search", () => "/cases", ["Control+k"], "[role=dialog] input"],
  ["the keys", () => "/alerts", ["Shift+?"], "[role=dialog] dl"],
];
const LOCALES = ["en", "ar"] as const;

for (const locale of LOCALES) {
  const view: ViewOptions = { locale };

  test.each(PAGES)(`%s has no barrier in ${locale}, and takes no text for markup`, async (_, path) => {
    const page = await world.enter("ana", path(), view);
    await world.settle(page);
    expect(await findBarriersInThemes(page, world.settle)).toEqual([]);
    expect(await page.locator("img[src=x]").count()).toBe(0);
    expect(await page.title()).not.toBe("taken");
    // The longest word breaks: nothing pushes the page to the side.
    expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  });

  test.each(OPENED)(`%s has no barrier in ${locale}`, async (_, path, keys, opened) => {
    const page = await world.enter("ana", path(), view);
    await world.settle(page);
    for (const key of keys) await page.keyboard.press(key);
    await page.locator(opened).first().waitFor();
    await world.settle(page);
    expect(await findBarriersInThemes(page, world.settle)).toEqual([]);
  });

  test(`where nobody has signed in there is no barrier in ${locale}`, async () => {
    const page = await world.open("/", view);
    await page.locator("input[type=password]").waitFor();
    expect(await findBarriersInThemes(page, world.settle)).toEqual([]);
  });
}
