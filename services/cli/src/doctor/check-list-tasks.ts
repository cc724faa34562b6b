import type { Executor } from "@redflag/store/database";
import { listHeldVersions } from "@redflag/store/list-gate";
import { countWaiting, mayReadProposals } from "@redflag/store/list-proposal-read";
import { countOf } from "../count-text.ts";
import { heldText } from "../list-text.ts";
import type { Check } from "./check.ts";

/** What watchlists want of somebody: versions that a gate holds back, emergencies, proposals. */
export async function checkListTasks(db: Executor): Promise<Check[]> {
  // In ingest's container, whose login is kept from what people propose.
  if (!(await mayReadProposals(db))) return [];
  const checks: Check[] = (await listHeldVersions(db)).map((held) => ({
    name: `gate ${held.list}`,
    status: "wrong",
    text: heldText(held),
    hint:
      "Correct the source and import it again; or, if it is right, " +
      `\`redflag watchlist propose accept --list ${held.list} --held ${held.id}\`, which somebody else approves.`,
    facts: { held },
  }));
  const { open, unconfirmed } = await countWaiting(db);
  const hint = "`redflag watchlist proposals` lists them; whoever did not propose it decides.";
  if (unconfirmed > 0) {
    const text = `${countOf(unconfirmed, "emergency change", "emergency changes")} of a list by one person, which nobody else has confirmed`;
    checks.push({ name: "emergencies", status: "wrong", text, hint, facts: { unconfirmed } });
  }
  if (open > 0) {
    const text = `${countOf(open, "change")} of a list to be decided`;
    checks.push({ name: "proposals", status: "note", text, hint, facts: { open } });
  }
  return checks;
}
