import type { ListEntry, SubjectChange } from "@redflag/contract/http/list-entry";
import type { Effect, Proposal, ProposalDetail } from "@redflag/contract/http/routes/list-proposals";
import { formatVenueAccount } from "@redflag/domain/venue-account";
import { countOf } from "./count-text.ts";

/** A change of a list for people: what goes has a minus, what comes a plus, an edit both under one address or account. */
export function changeText({ before, after, ...subject }: SubjectChange): string {
  const lines = [
    ...before.map((entry) => `  - ${entryText(entry)}`),
    ...after.map((entry) => `  + ${entryText(entry)}`),
  ];
  return [nameText(subject), ...lines].join("\n");
}

function nameText({ address, venue = "", account = "" }: Pick<ListEntry, "address" | "venue" | "account">): string {
  return address ?? formatVenueAccount({ venue, account });
}

export function effectText({ baseVersion, added, removed, changes }: Effect): string {
  const shown = changes.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
  const rest = added + removed - shown;
  const more = rest > 0 ? [`… and ${countOf(rest, "entry", "entries")} more`] : [];
  const total = `against version ${baseVersion}: ${added} added, ${removed} removed`;
  return [...changes.map(changeText), ...more, total].join("\n");
}

export function proposalText(proposal: Proposal): string {
  const { id, list, kind, state, emergency, author, at, reason, version, decision } = proposal;
  const mark = emergency ? "EMERGENCY, " : "";
  const lines = [
    `${id}  ${mark}${state}`,
    `  ${kind.replaceAll("_", " ")} on ${list}${subjectText(proposal)}${version === undefined ? "" : `, version ${version}`}`,
    `  by ${author.name} at ${at}: ${reason}`,
  ];
  if (decision !== undefined) {
    lines.push(`  ${decision.verdict} by ${decision.by.name} at ${decision.at}: ${decision.reason}`);
  }
  return lines.join("\n");
}

export function proposalDetailText({ effect, stale, ...proposal }: ProposalDetail): string {
  const parts = [proposalText(proposal)];
  if (effect !== undefined) parts.push(effectText(effect));
  if (stale !== undefined) parts.push(`It no longer fits the list: ${stale}`);
  return parts.join("\n");
}

function subjectText({ add = [], remove = [], sharing, entries, accept, file }: Proposal): string {
  if (accept !== undefined) return `: the version held back as ${accept}`;
  if (file !== undefined) {
    const { name, added, removed, failures } = file;
    const against = failures.map(({ text }) => `\n  although a gate stands against it: ${text}`);
    return `: ${name}, ${added} added, ${removed} removed${against.join("")}`;
  }
  if (sharing !== undefined) {
    return `: ${sharing} for ${entries === undefined ? "all of it" : countOf(entries.length, "entry", "entries")}`;
  }
  const [first, ...others] = add;
  if (first === undefined) return `: ${countOf(remove.length, "entry", "entries")}`;
  return `: ${nameText(first)}${others.length === 0 ? "" : ` and ${others.length} more`}`;
}

function entryText(entry: ListEntry): string {
  const { severity, category, authority, programme, reference, entity, confidence, sharing, validFrom, validTo } =
    entry;
  const parts = [
    `${severity} ${category.replaceAll("_", " ")}${entity === undefined ? "" : ` ${entity}`}, by ${authority}`,
    programme === undefined ? "" : ` under ${programme}`,
    reference === undefined ? "" : ` (${reference})`,
    `, ${confidence} %, ${sharing}`,
    validFrom === undefined ? "" : `, from ${validFrom}`,
    validTo === undefined ? "" : `, until ${validTo}`,
  ];
  return parts.join("");
}
