import type { Simulation } from "./simulation.ts";

/** What there is in the end, for the summary. */
export async function countResults({ counts, stored, world, exchanges, receivers, trace }: Simulation): Promise<void> {
  const events = await stored.events();
  counts.blocks = world.canonical.length;
  counts.reorgs = world.reorgs;
  counts.transfers = (await stored.transfers()).length;
  counts.alerts = (await stored.alerts()).length;
  counts.withdrawn = events.filter(({ kind }) => kind === "withdrawn").length;
  counts.reinstated = events.filter(({ kind, stateSeq }) => kind === "created" && stateSeq > 0).length;
  counts.filed = new Set((await stored.filings.filed()).map(({ alert }) => alert)).size;
  counts.annotations = (await stored.filings.annotations()).length;
  counts.mends = (await stored.rewinds()).filter(({ cause }) => cause === "mend").length;
  for (const { url } of exchanges.subscriptions) {
    const received = receivers.received(url);
    counts.received += received.length;
    counts.receivedAgain += received.length - new Set(received.map(({ eventId }) => eventId)).size;
    for (const { eventId } of received) trace.add(`${url} read ${eventId}`);
  }
}
