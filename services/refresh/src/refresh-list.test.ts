import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ListChanger } from "@redflag/store/list-audit";
import { listLists } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { removeAbandonedBodies } from "./fetch-parts.ts";
import { refreshList } from "./refresh-list.ts";
import { refreshDueLists } from "./run-refresh.ts";
import { csvOf, openRefreshWorld } from "./testing/refresh-world.ts";

const ada: ListChanger = {
  actor: { kind: "system", id: "cli", name: "ada" },
  action: "list.refresh",
  reason: "a call from the publisher",
  at: new Date("2026-11-27T00:00:00Z"),
};
const world = await openRefreshWorld();
const { addSource, deps, getSource, makeDue, publisher, versionOf } = world;
const summaryOf = async (id: string) => (await listLists(world.owner.kysely)).find((list) => list.id === id);
const secondsUntil = async (id: string) => ((await getSource(id)).nextAttemptAt.getTime() - Date.now()) / 1000;

test("a list becomes what its publisher has, and says from where", async () => {
  publisher.publish({ first: csvOf(3) });
  await addSource("first");
  expect(await refreshList(deps, "first")).toMatchObject({ kind: "read", version: { seq: 1, added: 3, isNew: true } });
  expect(await summaryOf("first")).toMatchObject({
    seq: 1,
    entryCount: 3,
    title: "A list",
    source: `fetched from ${publisher.host}, last changed Fri, 27 Nov 2026 00:00:00 GMT`,
  });
  expect(await world.countBodies()).toBe(0);
  const source = await getSource("first");
  expect(source).toMatchObject({ failureCount: 0, succeededAt: expect.any(Date), isDue: false });
  expect(await secondsUntil("first")).toBeGreaterThan(86_400 * 0.95);
  // Its time has not come.
  expect(await refreshList(deps, "first")).toEqual({ kind: "left" });
});

test("what the publisher says has not changed is not sent, and what is sent again makes no version", async () => {
  const unchanged = async () => {
    await makeDue("same");
    expect(await refreshList(deps, "same")).toEqual({ kind: "unchanged" });
    expect(await versionOf("same")).toBe(1);
  };
  publisher.publish({ same: csvOf(3) });
  await addSource("same");
  await refreshList(deps, "same");
  const { succeededAt } = await getSource("same");
  publisher.asked.length = 0;
  await unchanged();
  expect(publisher.asked).toEqual([expect.stringMatching(/^\/same\?key=hunter22 "[\w-]+"$/)]);
  publisher.publish({ same: csvOf(3) }, { withEtag: false });
  await unchanged();
  expect((await getSource("same")).succeededAt?.getTime()).toBeGreaterThan(succeededAt?.getTime() ?? 0);
  // Other bytes, the same content.
  publisher.publish({ same: csvOf(3).replaceAll("\n", "\r\n") });
  await makeDue("same");
  expect(await refreshList(deps, "same")).toMatchObject({ kind: "read", version: { seq: 1, isNew: false } });
});

test("who asks by hand has it read, due or not, changed or not", async () => {
  publisher.publish({ hand: csvOf(2) });
  await addSource("hand");
  await refreshList(deps, "hand");
  expect(await refreshList(deps, "hand", { askedBy: ada })).toMatchObject({ kind: "read", version: { isNew: false } });
});

const BIG = csvOf(4000);
test.each<[string, RequestListener, string]>([
  ["down", (_, response) => response.destroy(), "broke off"],
  ["busy", (_, response) => response.writeHead(503).end(), "HTTP 503"],
])("of a publisher that is %s the last good version stays, and why is kept", async (id, answer, words) => {
  const code = "outbound_failed";
  publisher.publish({ [id]: csvOf(3) });
  await addSource(id);
  await refreshList(deps, id);
  const { succeededAt, validators } = await getSource(id);
  publisher.answer = answer;
  for (const [attempt, seconds] of [30, 60, 120].entries()) {
    await makeDue(id);
    expect(await refreshList(deps, id)).toMatchObject({ kind: "failed", problem: { code } });
    const source = await getSource(id);
    expect(source).toMatchObject({
      failureCount: attempt + 1,
      lastFailure: { code, detail: expect.stringContaining(words) },
    });
    expect(source.lastFailure?.detail).not.toContain("hunter22");
    expect([source.succeededAt, source.validators]).toEqual([succeededAt, validators]);
    expect(Math.round(await secondsUntil(id))).toBeLessThanOrEqual(seconds);
    expect(await secondsUntil(id)).toBeGreaterThan(seconds - 10);
  }
  expect(await versionOf(id)).toBe(1);
  publisher.publish({ [id]: csvOf(4) });
  await makeDue(id);
  await refreshList(deps, id);
  expect(await getSource(id)).toMatchObject({ failureCount: 0, lastFailure: { code } });
  expect(await versionOf(id)).toBe(2);
});

test.each([
  ["half-a-row", `${csvOf(3)}0x12`, "list_unreadable", "the file was cut off"],
  ["another-format", '{"entries":[]}', "list_unreadable", "a quote stands inside a cell"],
  ["nothing", "", "list_unreadable", "empty"],
  ["no-entry", "address\n", "list_unreadable", "no entry"],
  ["too-long", BIG, "outbound_failed", "more than 100000 bytes"],
])("a body that is wrong (%s) changes nothing, and says where", async (id, body, code, words) => {
  publisher.publish({ [id]: csvOf(3) });
  await addSource(id);
  await refreshList(deps, id);
  publisher.publish({ [id]: body });
  await makeDue(id);
  expect(await refreshList(deps, id)).toMatchObject({ kind: "failed", problem: { code } });
  expect((await getSource(id)).lastFailure?.detail).toContain(words);
  expect([await versionOf(id), await world.countBodies()]).toEqual([1, 0]);
  // What failed counts for nothing: sent again, it is looked at again.
  await makeDue(id);
  expect(await refreshList(deps, id)).toMatchObject({ kind: "failed" });
  publisher.publish({ [id]: csvOf(3) });
  await makeDue(id);
  expect(await refreshList(deps, id)).toEqual({ kind: "unchanged" });
});

test("a truncated XML and a bomb of entities are refused; the version before stays live", async () => {
  const id =
    "<id><idType>Digital Currency Address - ETH</idType><idNumber>0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22</idNumber></id>";
  const good = `<?xml version="1.0"?><sdnList><sdnEntry><uid>1</uid><idList>${id}</idList></sdnEntry></sdnList>`;
  await addSource("xml", { format: "ofac-sdn-xml", urls: { "sdn.xml": `${publisher.url}/xml` } });
  publisher.publish({ xml: good });
  expect(await refreshList(deps, "xml")).toMatchObject({ kind: "read", version: { added: 1 } });
  for (const body of [
    good.slice(0, -20),
    good.replace("<sdnList>", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sdnList>'),
    good.replace("<sdnList>", '<!DOCTYPE x SYSTEM "http://169.254.169.254/"><sdnList>'),
  ]) {
    publisher.publish({ xml: body });
    await makeDue("xml");
    expect(await refreshList(deps, "xml")).toMatchObject({ kind: "failed", problem: { code: "list_unreadable" } });
    expect(await versionOf("xml")).toBe(1);
  }
});

test("a packed body that unpacks to more than is taken is given up", async () => {
  publisher.answer = (_, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(50_000_000, "a")));
  await addSource("bomb");
  expect(await refreshList(deps, "bomb")).toMatchObject({ kind: "failed", problem: { code: "outbound_failed" } });
  expect(await versionOf("bomb")).toBeUndefined();
});

test("a publisher that asks to be left alone is, a day at most; a list that is a gzip file is read", async () => {
  await addSource("busy-for", { everySeconds: 60 });
  for (const [asked, least, most] of [
    ["7200", 7100, 7201],
    ["99999999", 86_300, 86_401],
  ] as const) {
    publisher.answer = (_, response) => response.writeHead(429, { "retry-after": asked }).end();
    await makeDue("busy-for");
    expect(await refreshList(deps, "busy-for")).toMatchObject({ kind: "failed" });
    const seconds = await secondsUntil("busy-for");
    expect(seconds > least && seconds < most).toBe(true);
  }
  publisher.answer = (_, response) => response.writeHead(200).end(gzipSync(csvOf(3)));
  await makeDue("busy-for");
  expect(await refreshList(deps, "busy-for")).toMatchObject({ kind: "read", version: { added: 3 } });
});

test("what a gate holds back is looked at again in the list's own time, and the version before stays live", async () => {
  publisher.publish({ gated: csvOf(100) });
  await addSource("gated", {}, { gates: { removedPercentMax: 20 } });
  await refreshList(deps, "gated");
  publisher.publish({ gated: csvOf(50) });
  await makeDue("gated");
  const outcome = await refreshList(deps, "gated");
  expect(outcome).toMatchObject({ kind: "failed", problem: { code: "list_gate_failed" } });
  expect(await versionOf("gated")).toBe(1);
  expect(await secondsUntil("gated")).toBeGreaterThan(80_000);
  const { rows } = await world.owner.pool.query("select entry_count from list_held_version where list_id = 'gated'");
  expect(rows).toEqual([{ entry_count: 50 }]);
});

test("each version, and each that is held back, is told in the audit once, in the name of who asked", async () => {
  const told = async () => {
    const { rows } = await world.owner.pool.query(
      `select actor_name, content::jsonb -> 'detail' as detail from audit_entry
       where action = 'list.refresh' and subject = 'list:told' order by seq`,
    );
    return rows;
  };
  const again = async (askedBy?: ListChanger) => {
    await makeDue("told");
    await refreshList(deps, "told", { ...(askedBy && { askedBy }) });
  };
  publisher.publish({ told: `${csvOf(10)}0x12\n` });
  await addSource("told", {}, { gates: { removedPercentMax: 20 } });
  await again();
  // A row that cannot be read stops a plain CSV: nothing came, and the list's own row says why.
  expect(await told()).toEqual([]);
  publisher.publish({ told: csvOf(10) });
  await again();
  await again();
  await again(ada);
  const source = `fetched from ${publisher.host}, last changed Fri, 27 Nov 2026 00:00:00 GMT`;
  const first = { source, versionBefore: 0, versionAfter: 1, added: 10, removed: 0, refused: 0 };
  expect(await told()).toEqual([{ actor_name: "refresh", detail: first }]);
  publisher.publish({ told: csvOf(3) });
  await again();
  await again();
  publisher.publish({ told: csvOf(11) });
  await again(ada);
  expect((await told()).slice(1)).toEqual([
    {
      actor_name: "refresh",
      detail: {
        ...{ source, versionBefore: 1, versionAfter: 1, added: 0, removed: 7, refused: 0 },
        heldBack: ["addresses removed at once: 70 %, where 20 % at most are expected"],
      },
    },
    {
      actor_name: "ada",
      detail: { ...first, reason: ada.reason, versionBefore: 1, versionAfter: 2, added: 1 },
    },
  ]);
});

test("of parts that belong together, all are read where one has changed", async () => {
  const row = (text: string) => `1,"A","-0-","SDGT ","-0-","-0-","-0-","-0-","-0-","-0-","-0-","${text}"\n`;
  const address = "Digital Currency Address - ETH 0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22;";
  const urls = { "sdn.csv": `${publisher.url}/sdn`, "sdn_comments.csv": `${publisher.url}/comments` };
  await addSource("parts", { format: "ofac-sdn-csv", urls });
  publisher.publish({ sdn: row(address), comments: '1,"nothing"\n' });
  expect(await refreshList(deps, "parts")).toMatchObject({ kind: "read", version: { added: 1 } });
  await makeDue("parts");
  expect(await refreshList(deps, "parts")).toEqual({ kind: "unchanged" });
  const more = '1,"Digital Currency Address - TRX TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW;"\n';
  publisher.publish({ sdn: row(address), comments: more });
  publisher.asked.length = 0;
  await makeDue("parts");
  expect(await refreshList(deps, "parts")).toMatchObject({ kind: "read", version: { added: 1, removed: 0 } });
  expect(publisher.asked.map((line) => line.replace(/"[^"]+"/, "known"))).toEqual([
    "/sdn known",
    "/comments known",
    "/sdn -",
  ]);
  publisher.publish({ sdn: row(address) });
  await makeDue("parts");
  await refreshList(deps, "parts");
  expect((await getSource("parts")).lastFailure?.detail).toBe(
    `sdn_comments.csv: ${publisher.host}: answered with HTTP 404`,
  );
});

test("one process at a time asks for a list, and the others leave it", async () => {
  publisher.publish({ once: csvOf(3) });
  await addSource("once");
  publisher.asked.length = 0;
  const held = publisher.hold();
  const first = refreshList(deps, "once");
  const go = await held;
  const others = await Promise.all([1, 2, 3].map(() => refreshList(deps, "once", { askedBy: ada })));
  expect(others).toEqual([{ kind: "left" }, { kind: "left" }, { kind: "left" }]);
  // The claim keeps no row from being vacuumed, and the server does not end it.
  const { rows } = await world.owner.pool.query(
    `select backend_xid, backend_xmin from pg_stat_activity
     where datname = current_database() and application_name = 'test refresh' and state = 'idle in transaction'`,
  );
  expect(rows).toEqual([{ backend_xid: null, backend_xmin: null }]);
  go();
  expect(await first).toMatchObject({ kind: "read" });
  expect(publisher.asked).toHaveLength(1);
});

test("what was fetched from where a list no longer comes from is of no use", async () => {
  publisher.publish({ moved: csvOf(3), elsewhere: csvOf(5) });
  await addSource("moved");
  const held = publisher.hold();
  const first = refreshList(deps, "moved");
  const go = await held;
  await addSource("moved", { urls: { "entries.csv": `${publisher.url}/elsewhere` } });
  go();
  expect(await first).toEqual({ kind: "left" });
  expect([await versionOf("moved"), (await getSource("moved")).isDue]).toEqual([undefined, true]);
  expect(await refreshList(deps, "moved")).toMatchObject({ kind: "read", version: { added: 5 } });
});

test("another source, or other defaults, make the same body count", async () => {
  publisher.publish({ other: csvOf(3) });
  await addSource("other");
  await refreshList(deps, "other");
  await addSource("other");
  expect(await refreshList(deps, "other")).toEqual({ kind: "left" });
  const { defaults } = await getSource("other");
  await addSource("other", { defaults: { ...defaults, severity: "SEVERE" } });
  expect(await refreshList(deps, "other")).toMatchObject({ kind: "read", version: { seq: 2, added: 3, removed: 3 } });
});

test("a sweep takes what is due and nothing else, and one that fails does not stop the next", async () => {
  publisher.publish({ sound: csvOf(3) });
  await addSource("missing");
  await addSource("sound");
  await addSource("later");
  await world.owner.pool.query("update list_source set next_attempt_at = now() + interval '1 h'");
  await Promise.all(["missing", "sound"].map(makeDue));
  publisher.asked.length = 0;
  await refreshDueLists(deps);
  expect(publisher.asked.map((line) => line.split("?")[0]).sort()).toEqual(["/missing", "/sound"]);
  expect([await versionOf("missing"), await versionOf("sound")]).toEqual([undefined, 1]);
});

test("who is stopped leaves no file, no failure and no version", async () => {
  const stop = new AbortController();
  publisher.publish({ stopped: csvOf(3) });
  await addSource("stopped");
  const held = publisher.hold();
  const running = refreshList({ ...deps, signal: stop.signal }, "stopped");
  const go = await held;
  stop.abort();
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
  go();
  expect(await getSource("stopped")).toMatchObject({ failureCount: 0 });
  expect([await versionOf("stopped"), await world.countBodies()]).toEqual([undefined, 0]);
});

test("a data directory that cannot be written to is said, and what a killed process left there goes after a day", async () => {
  publisher.publish({ full: csvOf(3) });
  await addSource("full");
  const file = join(world.dataDir, "file");
  await writeFile(file, "");
  expect(await refreshList({ ...deps, dataDir: file }, "full")).toMatchObject({ kind: "failed" });
  expect((await getSource("full")).lastFailure?.detail).toContain("file/refresh cannot be written to (ENOTDIR)");

  const [old, young] = ["old", "young"].map((name) => join(world.dataDir, "refresh", name));
  for (const folder of [old, young]) await mkdir(folder ?? "", { recursive: true });
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  await utimes(old ?? "", twoDaysAgo, twoDaysAgo);
  await removeAbandonedBodies(world.dataDir);
  expect(await readdir(join(world.dataDir, "refresh"))).toEqual(["young"]);
});
