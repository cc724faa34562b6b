import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { ensureConsoleBuilt } from "@redflag/console/ensure-built";
import type { AddressEntry } from "@redflag/domain/entry";
import type { Role } from "@redflag/domain/role";
import { hashToken } from "@redflag/runtime/secret-token";
import type { Database } from "@redflag/store/database";
import { insertUser } from "@redflag/store/user";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, expect } from "vitest";
import { PASSWORD, PASSWORD_HASH } from "../../services/api/src/testing/known-password.ts";
import { openApi } from "../../services/cli/src/testing/open-api.ts";
import { type DayOptions, type DayWorld, openDayWorld } from "../day/day-world.ts";
import { openBrowser, openView, type ViewOptions } from "./open-browser.ts";
import { watchForFaults } from "./page-faults.ts";
import { settlerOf } from "./settled-page.ts";

/** One person of each role, in the console as everywhere: staff by first names, and an exchange's. */
const ROLE_OF = {
  ana: "analyst",
  ben: "analyst",
  sue: "supervisor",
  oto: "ops",
  ada: "admin",
  eli: "exchange",
} as const;
export type PersonName = keyof typeof ROLE_OF;

export interface Person {
  id: string;
  name: PersonName;
  email: string;
  password: string;
}

/** The console in a browser, for whoever comes in. */
export interface Doors {
  /** Waits until the page has all that it asked for and shows nothing as loading. */
  settle(page: Page): Promise<void>;
  person(name: PersonName): Person;
  /**
   * A page of this person's own browser, signed in, which remembers for the next tests what a browser does. Whatever it does that no page may do
   * fails the test.
   */
  enter(name: PersonName, path: string, view?: ViewOptions): Promise<Page>;
  /** The same before anybody has signed in. */
  open(path: string, view?: ViewOptions): Promise<Page>;
  /** The person's sessions end, as if their time was over. */
  endSessions(name: PersonName): Promise<void>;
}

export interface ConsoleWorld extends Omit<DayWorld, "settle">, Doors {
  /** So many blocks that everything before them is final. */
  mineFinal(): Promise<void>;
}

type Place = Pick<DayWorld, "db" | "baseUrl">;

const FAILURES = join(import.meta.dirname, "../../.redflag/browser");
const DAY_MS = 86_400_000;
/** Of the console's own origin, so that the page stays in its process, and no part of the console. */
const RESTING_PLACE = "/healthz";
/** Longer than any page takes on a busy machine: it ends what hangs. */
const WAIT_MS_MAX = 30_000;

/** The API with the console on a live chain, as `openDayWorld` has it, and a browser. */
export async function openConsoleWorld(
  listed: number,
  payers: readonly number[],
  listing: Partial<AddressEntry> = {},
  { webhookHosts = [] }: Pick<DayOptions, "webhookHosts"> = {},
): Promise<ConsoleWorld> {
  const [consoleDir, browser] = await Promise.all([ensureConsoleBuilt(), openBrowser()]);
  afterAll(() => browser.close());
  const world = await openDayWorld(listed, payers, { consoleDir, listing, webhookHosts });
  return { ...world, mineFinal: world.settle, ...(await openDoors(world, browser)) };
}

/** The API with the console on a database in which there are people, and nothing else. */
export async function openEmptyConsole(): Promise<Doors & { db: Database }> {
  const [consoleDir, browser] = await Promise.all([ensureConsoleBuilt(), openBrowser()]);
  afterAll(() => browser.close());
  const { db, api } = await openApi({ consoleDir });
  return { db, ...(await openDoors({ db, baseUrl: `http://127.0.0.1:${api.port}` }, browser)) };
}

async function openDoors(place: Place, browser: Browser): Promise<Doors> {
  const people = await addPeople(place.db);
  const person = (name: PersonName): Person => {
    const found = people.get(name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  return { person, ...doorsOf(place, browser, person) };
}

function doorsOf({ db, baseUrl }: Place, browser: Browser, person: (name: PersonName) => Person) {
  // Kept from test to test, and with them the console's program as it was compiled: reading it anew took a quarter of the time.
  const opened = new Map<string, BrowserContext>();
  const settlers = new WeakMap<Page, () => Promise<void>>();
  const faults: string[] = [];
  afterEach(async ({ task }) => {
    const pages = [...opened.values()].flatMap((context) => context.pages()).filter((page) => !resting.has(page));
    if (task.result?.state === "fail") await Promise.all(pages.map((page) => pictureOf(page, task.id)));
    await Promise.all(pages.map(rest));
    expect(faults.splice(0), "what the pages did that none may do").toEqual([]);
  });
  const openContext = async (who: string, view?: ViewOptions) => {
    const key = `${who} ${JSON.stringify(view)}`;
    const known = opened.get(key);
    if (known !== undefined) return known;
    const context = await openView(browser, baseUrl, view);
    context.setDefaultTimeout(WAIT_MS_MAX);
    watchForFaults(context, baseUrl, faults);
    opened.set(key, context);
    return context;
  };
  // A page of its own costs each test two processes: one that shows nothing, and one in which the program begins cold.
  const resting = new Set<Page>();
  const rest = async (page: Page) => {
    // One that a page opened by itself.
    if (!settlers.has(page)) return page.close();
    await page.evaluate("sessionStorage.clear()");
    await page.goto(RESTING_PLACE);
    resting.add(page);
  };
  const openPage = async (context: BrowserContext) => {
    const page = await context.newPage();
    settlers.set(page, settlerOf(page));
    return page;
  };
  const goTo = async (context: BrowserContext, path: string) => {
    const page = context.pages().find((known) => resting.delete(known)) ?? (await openPage(context));
    await page.goto(path);
    return page;
  };
  return {
    async settle(page: Page) {
      await settlers.get(page)?.();
    },
    async enter(name: PersonName, path: string, view?: ViewOptions) {
      const context = await openContext(name, view);
      const value = await addSession(db, person(name).id);
      await context.addCookies([{ name: "redflag_session", value, url: baseUrl }]);
      return goTo(context, path);
    },
    async open(path: string, view?: ViewOptions) {
      const context = await openContext("nobody", view);
      // Whoever signed in there before has left.
      await context.clearCookies();
      return goTo(context, path);
    },
    async endSessions(name: PersonName) {
      await db.pool.query("delete from session where user_id = $1", [person(name).id]);
    },
  };
}

/** How it looked when a test failed: for whoever looks into why. */
async function pictureOf(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FAILURES, `${name}.png`) });
}

async function addPeople(db: Database): Promise<ReadonlyMap<PersonName, Person>> {
  const people = new Map<PersonName, Person>();
  const subscriberId = randomUUID();
  await db.pool.query("insert into subscriber (id, name) values ($1, 'Kumru')", [subscriberId]);
  for (const [name, role] of Object.entries(ROLE_OF) as Array<[PersonName, Role]>) {
    const person = { id: randomUUID(), name, email: `${name}@fiu.example`, password: PASSWORD };
    const of = role === "exchange" ? { subscriberId } : {};
    const row = { id: person.id, email: person.email, name, roles: [role], passwordHash: PASSWORD_HASH, ...of };
    await db.kysely.transaction().execute((tx) => insertUser(tx, row));
    people.set(name, person);
  }
  return people;
}

/** @returns what the cookie holds */
async function addSession(db: Database, userId: string): Promise<string> {
  const token = `session-${randomUUID()}`;
  await db.pool.query(
    `insert into session (token_hash, id, user_id, csrf_token, user_agent, expires_at)
     values ($1, $2, $3, $4, 'test', $5)`,
    [hashToken(token), randomUUID(), userId, randomUUID(), new Date(Date.now() + DAY_MS)],
  );
  return token;
}
