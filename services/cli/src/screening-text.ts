import type { Deposit, Freeze } from "@redflag/contract/http/routes/derived-lists";
import type {
  HeldExposure,
  Match,
  NoMatchAsOf,
  ReleasedFinding,
  Screening,
  ServiceMatch,
} from "@redflag/contract/http/routes/screening";
import { groupDigits } from "@redflag/domain/decimal-text";
import { countOf } from "./count-text.ts";

/** What the lists say of one address, a line for each entry. */
export function screeningText({
  address,
  matches,
  notInForce,
  aliases,
  services,
  exposures,
  freezes,
  deposits,
  findings = [],
}: Omit<Screening, "noMatchAsOf">): string {
  const lines = [
    ...matches.map((match) => `MATCH: ${matchText(match)}`),
    ...freezes.map((freeze) => `frozen by its issuer: ${freezeText(freeze)}`),
    ...aliases.map((match) => `likely the same holder as ${match.address}: ${matchText(match)}`),
    ...exposures.map((exposure) => `indirect exposure: ${exposureText(exposure)}`),
    ...deposits.map((deposit) => `likely a deposit address: ${depositText(deposit)}`),
    ...services.map((service) => `service: ${serviceText(service)}`),
    ...findings.map((finding) => `told: ${findingText(finding)}`),
    ...notInForce.map((match) => `not in force: ${matchText(match)}`),
  ];
  const first = matches.length === 0 ? ["no match"] : [];
  return [address, ...[...first, ...lines].map((line) => `  ${line}`)].join("\n");
}

/** "900 USD (12.5 %) of money that A paid, 2 payments away by way of B, since …, as of block 7 of eip155:1; A is listed: …" */
function exposureText({
  amount,
  currency,
  sharePpm,
  hops,
  since,
  path,
  origin,
  chain,
  asOfBlock,
}: HeldExposure): string {
  const between = path.slice(1).map(({ payer }) => payer);
  const by = between.length === 0 ? "directly" : `by way of ${between.join(", ")}`;
  const standing =
    origin.listing === undefined
      ? `on ${origin.list} when it paid, and no longer: delisted since`
      : `${origin.listing.state === "in_force" ? "listed" : `not in force now (${origin.listing.state})`}: ${matchText(origin.listing)}`;
  return (
    `${groupDigits(amount)} ${currency}, ${shareText(sharePpm)} of what it holds, is money of ${origin.address}, ` +
    `${countOf(hops, "payment")} away, ${by}, since ${since}, as of block ${asOfBlock} of ${chain}; ${origin.address} is ${standing}`
  );
}

/** "USDT of Tether on ethereum since …, block 7, final, transaction 0x…" */
function freezeText({ symbol, issuer, chain, frozen }: Freeze): string {
  const { time, block, state, transaction } = frozen;
  return `${symbol} of ${issuer} on ${chain} since ${time}, block ${block}, ${state}, transaction ${transaction}`;
}

/** "of Kumru, 50 % sure: it sent 98.5 % of what it received on ethereum to T…, in 3 blocks from … to …" */
function depositText({ entity, service, chain, confidence, evidence }: Deposit): string {
  const { forwardCount, sharePpm, firstTime, lastTime } = evidence;
  return (
    `of ${entity ?? "a known service"}, ${confidence} % sure: it sent ${shareText(sharePpm)} of what it received on ${chain} to ` +
    `${service}, in ${countOf(forwardCount, "block")} from ${firstTime} to ${lastTime}`
  );
}

/** "HIGH DIRECT by watchlist-hit v1 on eip155:1, final, released …, alert 0x…" */
function findingText({
  severity,
  exposure,
  heuristic,
  version,
  chain,
  state,
  releasedAt,
  alert,
}: ReleasedFinding): string {
  return `${severity} ${exposure} by ${heuristic} v${version} on ${chain}, ${state}, released ${releasedAt}, alert ${alert}`;
}

function shareText(sharePpm: number): string {
  return `${Math.floor(sharePpm / 1_000) / 10} %`;
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

function chainText({ chain, watched, from, to, followedTo, time, head, gaps }: NoMatchAsOf["chains"][number]): string {
  if (!watched) return `${chain}: not watched`;
  const done =
    to === undefined ? "nothing yet" : `blocks ${from} to ${to}${time === undefined ? "" : `, until ${time}`}`;
  const missing = gaps.map((gap) => `${gap.from} to ${gap.to}`).join(", ");
  const followed = followedTo === undefined ? "" : `; money of listed addresses followed up to block ${followedTo}`;
  return `${chain}: ${done}${followed}${head === undefined ? "" : `, of ${head}`}${missing === "" ? "" : `; not read yet: ${missing}`}`;
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
