import { eachItem } from "@redflag/contract/http/client";
import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import { type Command, Option } from "commander";
import { type ApiOptions, addApiOptions, askApi } from "../api-options.ts";
import { examples, jsonOption } from "../command-options.ts";
import { parseListId } from "../list-id.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { parseId } from "../person-options.ts";
import { proposalDetailText, proposalText } from "../proposal-text.ts";
import { runCommand } from "../run-command.ts";

interface ListOptions extends ApiOptions {
  list?: string;
  state: "waiting" | "decided" | "all";
  json?: boolean;
}
type Verdict = "approve" | "reject";
type DecideOptions = ApiOptions & { reason: string; json?: boolean };

export function addWatchlistProposals(watchlist: Command): void {
  addApiOptions(watchlist.command("proposals"))
    .description("proposed changes of lists, the newest first; with an id one of them, and what it would do now")
    .argument("[id]", "of one", parseId)
    .addOption(new Option("--list <id>", "of this list alone").argParser(parseListId))
    .addOption(
      new Option("--state <state>", "waiting: open ones, and emergencies to be confirmed")
        .choices(["waiting", "decided", "all"])
        .default("waiting"),
    )
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag watchlist proposals --key-file bo.key"))
    .action((id: string | undefined, options: ListOptions) => runCommand(() => show(id, options)));
}

/** Of an emergency: to confirm it. */
export function addWatchlistApprove(watchlist: Command): void {
  addVerdict(watchlist, "approve", "let a proposed change take effect, or confirm an emergency; never one's own");
}

/** Of an emergency: to take it back. */
export function addWatchlistReject(watchlist: Command): void {
  addVerdict(watchlist, "reject", "refuse a proposed change, or take an emergency back; never one's own");
}

function addVerdict(watchlist: Command, verdict: Verdict, description: string): void {
  addApiOptions(watchlist.command(verdict))
    .description(description)
    .argument("<id>", "of the proposal", parseId)
    .requiredOption("--reason <text>", "why, for the author and the audit")
    .addOption(jsonOption("print the proposal as one JSON object"))
    .addHelpText("after", examples(`redflag watchlist ${verdict} 0b6f5c1e-… --key-file bo.key --reason "seen"`))
    .action((id: string, options: DecideOptions) => runCommand(() => decide(id, verdict, options)));
}

async function show(id: string | undefined, options: ListOptions): Promise<void> {
  const { list, state, json = false } = options;
  await askApi(options, async (client) => {
    if (id !== undefined) {
      const { body } = await client.getProposal({ params: { id } });
      return json ? writeJson(body) : writeLine(proposalDetailText(body));
    }
    const query = { limit: PAGE_ROWS_MAX, ...(list !== undefined && { list }), ...(state !== "all" && { state }) };
    let count = 0;
    for await (const proposal of eachItem(client.listProposals, { query })) {
      count++;
      if (json) writeJson(proposal);
      else writeLine(proposalText(proposal));
    }
    if (count === 0 && !json) writeNote(state === "waiting" ? "nothing waits for anybody" : "no proposals");
  });
}

async function decide(id: string, verdict: Verdict, options: DecideOptions): Promise<void> {
  const { reason, json = false } = options;
  await askApi(options, async (client) => {
    const request = { params: { id }, body: { reason } };
    const { body } = await (verdict === "approve" ? client.approveProposal(request) : client.rejectProposal(request));
    if (json) writeJson(body);
    else writeLine(proposalText(body));
  });
}
