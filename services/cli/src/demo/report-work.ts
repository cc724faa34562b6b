import type { Client } from "@redflag/contract/http/client";
import type { ReportChoices } from "@redflag/contract/report-choices";

/** Whom nobody can take for somebody: no FIU has registered this person or this number. */
const CHOICES: ReportChoices = {
  kind: "STR",
  indicators: ["TFFVC"],
  entity: { id: 4711 },
  reportingPerson: { firstName: "Demo", lastName: "Reporter", email: "analyst@demo.example" },
  words:
    "Demo: a listed fundraiser paid nearly all that it was given to one address, and half of that went on to another, which many pay. " +
    "Who holds the two is not established.",
};

/** What waits for a second person to confirm it: a report to the Emirates' FIU of all that stands in the case. */
export async function makeReportReady(client: Client, caseId: string): Promise<void> {
  const { body, etag = "" } = await client.createReport({ body: { profile: "ae", case: caseId, choices: CHOICES } });
  await client.readyReport({ params: { id: body.id }, body: {}, ifMatch: etag });
}
