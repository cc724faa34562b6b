import type { Client } from "@redflag/contract/http/client";
import { LISTED, PAST, SCHEME } from "./cast.ts";
import { type Desk, workAs } from "./demo-desk.ts";
import type { FinalAlerts } from "./final-alerts.ts";
import { makeReportReady } from "./report-work.ts";

/**
 * What a supervisor finds in the morning: a case about the listed fundraiser's money, a report on it that waits to be confirmed, and
 * an alert that the analyst has handed up.
 */
export function workAsAnalyst(desk: Desk, alerts: FinalAlerts): Promise<void> {
  const { signal } = desk;
  return workAs("analyst", desk, [
    (client) => escalate(client, alerts, signal),
    (client) => openCase(client, alerts, signal),
  ]);
}

async function escalate(client: Client, alerts: FinalAlerts, signal: AbortSignal): Promise<void> {
  const params = { id: await alerts.get("watchlist-hit", LISTED.moneyChanger, signal) };
  const { etag: seen = "" } = await client.listAlertActions({ params });
  const claimed = await client.actOnAlert({ params, body: { action: "claim" }, ifMatch: seen });
  await client.actOnAlert({
    params,
    body: {
      action: "escalate",
      text: "Demo: only our own list names this address, and it came in lira. May we ask the exchange that sold them?",
    },
    ifMatch: claimed.etag ?? "",
  });
}

async function openCase(client: Client, alerts: FinalAlerts, signal: AbortSignal): Promise<void> {
  const found = [
    await alerts.get("watchlist-hit", LISTED.fundraiser, signal),
    await alerts.get("indirect-exposure", PAST.associate, signal),
    await alerts.get("indirect-exposure", SCHEME.collector, signal),
  ];
  const { body: opened } = await client.createCase({
    body: {
      title: "Demo: money of a listed fundraiser, two payments on",
      reason: "Demo: half of what the fundraiser paid came to an address that many others pay as well.",
      alerts: found,
    },
  });
  await client.addCaseNote({
    params: { id: opened.id },
    body: {
      text:
        "Demo: not established who holds the address that collects. It has passed nothing on so far. " +
        "If it does, see the offers of this case and where the money goes.",
    },
  });
  await makeReportReady(client, opened.id);
}
