import { ApiProblem } from "@redflag/contract/http/api-problem";
import type { Client } from "@redflag/contract/http/client";
import type { Logger } from "@redflag/runtime/logger";
import { signIn } from "../signed-in-client.ts";
import { LISTED, PAST, SCHEME } from "./cast.ts";
import type { DemoPerson } from "./demo-people.ts";
import type { FinalAlerts } from "./final-alerts.ts";

interface Desk {
  baseUrl: string;
  analyst: DemoPerson;
  alerts: FinalAlerts;
  logger: Logger;
  signal: AbortSignal;
}

/**
 * What a supervisor finds in the morning, done as the analyst by the same routes as the console uses: a case about the listed
 * fundraiser's money, and an alert that the analyst has handed up. Whoever is at the console may be quicker: what is then refused
 * is left as it is.
 */
export async function workAsAnalyst({ baseUrl, analyst, alerts, logger, signal }: Desk): Promise<void> {
  const { client } = await signIn(baseUrl, analyst.email, analyst.password);
  try {
    await unlessRefused(logger, () => escalate(client, alerts, signal));
    await unlessRefused(logger, () => openCase(client, alerts, signal));
    await unlessRefused(logger, () => client.deleteSession());
  } catch (error) {
    if (!signal.aborted) throw error;
  }
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
}

/** Of a refusal the log alone tells. */
async function unlessRefused(logger: Logger, deed: () => Promise<unknown>): Promise<void> {
  try {
    await deed();
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    logger.info({ msg: "a deed of the demo's analyst was refused", code: error.code });
  }
}
