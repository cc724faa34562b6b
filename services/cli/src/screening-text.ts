import type { Match, NoMatchAsOf, Screening, ServiceMatch } from "@redflag/contract/http/routes/screening";
import { countOf } from "./count-text.ts";

/** What the lists say of one address, a line for each entry. */
export function screeningText({
  address,
  matches,
  notInForce,
  aliases,
  services,
}: Omit<Screening, "noMatchAsOf">): string {
  const lines = [
    ...matches.map((match) => `MATCH: ${matchText(match)}`),
    ...aliases.map((match) => `likely the same holder as ${match.address}: ${matchText(match)}`),
    ...services.map((service) => `service: ${serviceText(service)}`),
    ...notInForce.map((match) => `not in force: ${matchText(match)}`),
  ];
  const first = matches.length === 0 ? ["no match"] : [];
  return [address, ...[...first, ...lines].map((line) => `  ${line}`)].join("\n");
}

/** What "no match" rests on. */
export function noMatchText({ at, lists, chains }: NoMatchAsOf): string {
  const looked = lists.map(
    ({ list, version, entries, changedAt }) =>
      `  ${list} version ${version} of ${changedAt}, ${countOf(entries, "entry", "entries")}`,
  );
  const none = [...(lists.length === 0 ? ["  no list"] : []), ...looked];
  const screened = chains.length === 0 ? ["  no chain is watched"] : chains.map((chain) => `  ${chainText(chain)}`);
  return [`no match means: as of ${at}, on none of these`, ...none, "payments screened on", ...screened].join("\n");
}

function chainText({ chain, watched, from, to, time, head, gaps }: NoMatchAsOf["chains"][number]): string {
  if (!watched) return `${chain}: not watched`;
  const done =
    to === undefined ? "nothing yet" : `blocks ${from} to ${to}${time === undefined ? "" : `, until ${time}`}`;
  const missing = gaps.map((gap) => `${gap.from} to ${gap.to}`).join(", ");
  return `${chain}: ${done}${head === undefined ? "" : `, of ${head}`}${missing === "" ? "" : `; not read yet: ${missing}`}`;
}

function matchText(match: Match): string {
  return `${match.severity} ${match.category.replaceAll("_", " ")}, ${listedText(match)}`;
}

function serviceText(service: ServiceMatch): string {
  const name = service.entity === undefined ? "" : ` ${service.entity}`;
  return `${service.service}${name}, ${listedText(service)}`;
}

function listedText({
  authority,
  programme,
  reference,
  list,
  version,
  confidence,
  sharing,
}: Omit<Match, "category">): string {
  const under = programme === undefined ? "" : ` under ${programme}`;
  const as = reference === undefined ? "" : ` (${reference})`;
  return `by ${authority}${under}${as}, ${confidence} %, on ${list} version ${version}, ${sharing}`;
}
