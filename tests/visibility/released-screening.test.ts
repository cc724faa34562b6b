import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApi } from "@redflag/api/start-api";
import { seedKey } from "@redflag/api/testing/seed-callers";
import { createClient } from "@redflag/contract/http/create-client";
import { formatAddress } from "@redflag/domain/address";
import { EXCHANGE_FORMATS } from "@redflag/domain/exchange-format";
import { loadConfig } from "@redflag/runtime/config";
import { createLogger } from "@redflag/runtime/logger";
import { createExplainer } from "@redflag/screen/explain";
import { LISTED, SampleChain } from "@redflag/screen/sample-chain";
import { sampleEntry } from "@redflag/store/list.samples";
import { afterAll, expect, test } from "vitest";
import { urlOf } from "../test-database.ts";
import { ScreenedSide } from "./screened-side.ts";

const dataDir = mkdtempSync(join(tmpdir(), "redflag-release-"));
afterAll(() => rmSync(dataDir, { recursive: true }));

test("from a payment in the ledger to the finding that an exchange is told, by the process that serves it", async () => {
  const side = await ScreenedSide.open();
  await side.empty();
  const inside = sampleEntry("inside");
  await side.import("orders", [sampleEntry("green", { address: LISTED, sharing: "TLP:GREEN" }), inside]);
  await side.import("hidden", [sampleEntry("red", { address: LISTED, severity: "SEVERE" })]);
  const { secret } = await seedKey(side.db, "exchange", { subscriberId: await side.subscribe("One") });
  await side.screen(new SampleChain().mine({ tx: "p1", to: inside.address }).mine({ tx: "p2" }), 1);

  const api = await startApi({
    config: loadConfig({ REDFLAG_DATA_DIR: dataDir }),
    urls: { staff: urlOf("redflag_api", side.url), exchange: urlOf("redflag_exchange", side.url) },
    explainer: createExplainer(),
    migrationsDir: join(import.meta.dirname, "../../migrations"),
    reportProfilesDir: join(import.meta.dirname, "../../report-profiles"),
    logger: createLogger({ service: "api", level: "silent" }),
    port: 0,
  });
  try {
    const client = createClient({ baseUrl: `http://127.0.0.1:${api.port}`, key: secret });
    const findingsOf = async (address: `0x${string}`) =>
      (await client.screenAddress({ params: { address: formatAddress(address, "eip155") } })).body.findings;
    await expect.poll(() => findingsOf(LISTED), { timeout: 20_000 }).toHaveLength(1);
    const { items } = (await client.listEvents()).body;
    expect(items.map(({ payload }) => [payload.type, "alert" in payload && payload.alert])).toEqual([
      ["alert.created", (await findingsOf(LISTED))?.[0]?.alert],
    ]);
    expect(await findingsOf(inside.address)).toEqual([]);

    const staff = createClient({
      baseUrl: `http://127.0.0.1:${api.port}`,
      key: (await seedKey(side.db, "analyst")).secret,
    });
    const alerts = (await staff.listAlerts({ query: { flat: "true" } })).body.items;
    const about = (address: `0x${string}`) =>
      alerts.find(({ subject }) => subject.endsWith(formatAddress(address, "eip155")))?.id ?? "";
    for (const format of EXCHANGE_FORMATS) {
      const own = (await client.exportEvent({ params: { id: items[0]?.id ?? "" }, query: { format } })).body;
      expect(own).toMatchObject({ format, alerts: 1 });
      expect((await staff.exportAlert({ params: { id: about(LISTED) }, query: { format } })).body).toEqual(own);
      const hidden = [inside.address, "hidden", "severe"];
      for (const word of hidden) expect(own.document.toLowerCase()).not.toContain(word);
      const none = staff.exportAlert({ params: { id: about(inside.address) }, query: { format } });
      await expect(none).rejects.toMatchObject({ code: "not_found" });
      const asStaff = staff.exportEvent({ params: { id: items[0]?.id ?? "" }, query: { format } });
      await expect(asStaff).rejects.toMatchObject({ code: "not_found" });
    }
  } finally {
    await api.close();
  }
});
