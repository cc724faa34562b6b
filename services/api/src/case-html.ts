import type { CaseExport, ExportedAlert } from "@redflag/contract/case-export";
import { CHAINS } from "@redflag/domain/chain-registry";
import { countOf } from "@redflag/domain/decimal-text";
import { type ExplainedParameter, parameterText } from "@redflag/domain/explained-rule";
import { figureText } from "@redflag/domain/figure";
import { selfContainedPage } from "@redflag/reports/self-contained-page";
import { html } from "ghtml";
import { momentText } from "./case-moment-text.ts";
import { caseStyle } from "./case-style.ts";

/** Payments of one alert that are shown; the CSV and JSON exports have the rest. */
const PAYMENTS_SHOWN_MAX = 100;

/** A dossier for people, in one file. Whatever comes from people, lists or chains is escaped by the template. */
export function caseHtml(told: CaseExport): string {
  return selfContainedPage(`${told.number}: ${told.title}`, caseStyle(told), [
    head(told),
    reading(told),
    alerts(told),
    timeline(told),
    notes(told),
    attachments(told),
    grounds(told),
  ]);
}

function head(told: CaseExport): string {
  const { number, title, status, openedBy, openedAt, hold, members, subjects, at, by } = told;
  const held = hold && `set by ${hold.by.name} on ${timeText(hold.at)}: ${hold.reason}`;
  const facts: Array<[string, string]> = [
    ["Status", status],
    ["Opened", `${timeText(openedAt)} by ${openedBy.name}`],
    ["Members", members.map(({ name, role }) => `${name} (${role})`).join(", ")],
    ["Legal hold", held ?? "none"],
    ["Exported", `${timeText(at)} by ${by.name}`],
  ];
  return html`<header>
<p class="number">${number}</p>
<h1>${title}</h1>
<dl>!${facts.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}!${
    subjects.length === 0 ? "" : html`<dt>Subject</dt><dd>!${subjects.map((each) => html`<code>${each}</code> `)}</dd>`
  }</dl>
</header>`;
}

/** Before any alert: nobody should read the rest without it. */
function reading({ notEstablished, cut }: CaseExport): string {
  return html`<section class="reading">
<h2>What this does not establish</h2>
<p>Times are UTC. An alert says what an address did and which rule or list that meets. It says of nobody what they are. Not established here:</p>
<ul>!${notEstablished.map((point) => html`<li>${point}</li>`)}<li>whatever lies outside the chains and blocks that are named at the end</li></ul>
!${cut.length === 0 ? "" : html`<p><strong>Left out for its size:</strong> ${cut.join("; ")}.</p>`}
</section>`;
}

function alerts({ alerts }: CaseExport): string {
  return html`<section>
<h2>Alerts (${alerts.length})</h2>
!${alerts.length === 0 ? html`<p>None.</p>` : alerts.map(alertPart)}
</section>`;
}

function alertPart(alert: ExportedAlert, index: number): string {
  const { rule, ruleTitle, ruleVersion, subject, severity, exposure, state, from, to, review } = alert;
  return html`<article>
<h3>${index + 1}. ${ruleTitle ?? rule}</h3>
<p class="line"><span class="severity">${severity}</span> ${exposure} · ${state} · ${timeText(from)}!${
    from === to ? "" : html` to ${timeText(to)}`
  }</p>
<dl>
<dt>Subject</dt><dd><code>${subject}</code></dd>
<dt>Alert</dt><dd><code>${alert.id}</code></dd>
<dt>Rule</dt><dd>${rule}, version ${ruleVersion}</dd>
!${versionsOf(alert)}
!${review === undefined ? html`<dt>Review</dt><dd>none yet</dd>` : html`<dt>Review</dt><dd>${review.disposition.replaceAll("_", " ")}, by ${review.by}, ${timeText(review.at)}: ${review.reason}</dd>`}
</dl>
!${listPart("What was found", alert.reasons)}
!${listPart("Figures of the last finding in here, against their thresholds", figuresOf(alert))}
!${listPart("Listings as they stood", alert.listings)}
!${listPart("Left out, and noted", alert.exclusions)}
!${listPart("Uncertain", alert.uncertain)}
!${listPart("Parameters of the rule", parametersOf(alert))}
!${payments(alert)}
</article>`;
}

function versionsOf({ screenedWith }: ExportedAlert): string {
  if (screenedWith === undefined) return "";
  const lists = Object.entries(screenedWith.lists).map(([list, version]) => `${list} ${version}`);
  return html`<dt>Screened with</dt><dd>epoch ${screenedWith.epoch}; lists: ${lists.join(", ") || "none"}</dd>`;
}

function figuresOf({ figures, smallestChange }: ExportedAlert): string[] {
  const lines = figures.map((figure) => `${figureText(figure)}: ${figure.margin}`);
  return smallestChange === undefined ? lines : [...lines, `would not stand with ${smallestChange}`];
}

function parametersOf({ parameters }: ExportedAlert): string[] {
  // As the epoch holds them: the contract says no more of a value than that it is one.
  return (parameters as ExplainedParameter[]).map(parameterText);
}

function listPart(title: string, points: readonly string[]): string {
  return points.length === 0 ? "" : html`<h4>${title}</h4><ul>!${points.map((point) => html`<li>${point}</li>`)}</ul>`;
}

function payments({ payments, findings, findingsShown }: ExportedAlert): string {
  if (payments.length === 0) return html`<p>No payment is left that it rests on.</p>`;
  const shown = payments.slice(0, PAYMENTS_SHOWN_MAX);
  const rest = payments.length - shown.length;
  const beyond = findings - findingsShown;
  return html`<h4>Payments it rests on</h4>
<table>
<thead><tr><th>Time (UTC) and amount</th><th>From, to and transaction</th></tr></thead>
<tbody>!${shown.map(
    ({ at, part, chain, sender, recipient, transaction, amount, block }) => html`<tr>
<td class="when">${timeText(at)}<br><strong>${amount}</strong><br><span class="aside">${part}</span></td>
<td><code>${account(sender)}</code><br>→ <code>${account(recipient)}</code><br><code class="aside">${transaction}</code><br><span class="aside">${chain}, block ${block}</span></td>
</tr>`,
  )}</tbody>
</table>
!${rest === 0 ? "" : html`<p class="aside">${rest} more are in the CSV and JSON exports.</p>`}
!${beyond <= 0 ? "" : html`<p class="aside">Those of ${beyond} later findings were left out for their size.</p>`}`;
}

function timeline({ timeline }: CaseExport): string {
  return html`<section>
<h2>Timeline</h2>
<table class="timeline"><tbody>!${timeline.map(
    (moment) =>
      html`<tr><td class="when">${timeText(moment.at)}</td><td>${momentText(moment)}</td><td>${moment.by?.name ?? ""}</td></tr>`,
  )}</tbody></table>
</section>`;
}

function notes({ notes }: CaseExport): string {
  if (notes.length === 0) return "";
  return html`<section>
<h2>Notes</h2>
!${notes.map(
    ({ text, by, at, replacedBy }) => html`<article class="note!${replacedBy === undefined ? "" : " replaced"}">
<p class="aside">${by.name}, ${timeText(at)}!${replacedBy === undefined ? "" : " · replaced by a later note"}</p>
<p class="text">${text}</p>
</article>`,
  )}
</section>`;
}

function attachments({ attachments }: CaseExport): string {
  if (attachments.length === 0) return "";
  return html`<section>
<h2>Attachments</h2>
<table><thead><tr><th>Name and SHA-256</th><th>Type</th><th class="amount">Bytes</th></tr></thead>
<tbody>!${attachments.map(
    ({ name, type, bytes, sha256, by, at, removedAt }) => html`<tr>
<td>${name}<br><code class="aside">${sha256}</code><br><span class="aside">${by.name}, ${timeText(at)}!${
      removedAt === undefined ? "" : html`; removed ${timeText(removedAt)}`
    }</span></td><td>${type}</td><td class="amount">${bytes}</td></tr>`,
  )}</tbody></table>
</section>`;
}

function grounds({ coverage, watches, number, id, at, format }: CaseExport): string {
  return html`<section>
<h2>What it rests on</h2>
!${
    coverage.length === 0
      ? html`<p>No chain: the case has no alerts.</p>`
      : html`<table><thead><tr><th>Chain</th><th>Blocks</th><th>How they were read</th></tr></thead><tbody>!${coverage.map(
          ({ chain, fromBlock, toBlock, levels, unread }) =>
            html`<tr><td>${chainText(chain)}</td><td>${fromBlock} to ${toBlock}</td><td>${[
              ...levels.map(({ level, blocks }) => `${countOf(blocks, "block")} ${level.replaceAll("_", " ")}`),
              unread === 0 ? "none was left out" : `${countOf(unread, "block")} not read, or no longer kept`,
            ].join("; ")}</td></tr>`,
        )}</tbody></table>`
  }
!${
    watches.length === 0
      ? ""
      : html`<h4>Addresses that the case watches</h4><ul>!${watches.map(
          ({ address, from, until }) =>
            html`<li><code>${address}</code> since ${timeText(from)}!${until === undefined ? "" : html` until ${timeText(until)}`}</li>`,
        )}</ul>`
  }
<p class="aside">Case ${number} (${id}), ${format}, as of ${at}. The audit holds the SHA-256 of this file.</p>
</section>`;
}

function chainText(caip2: string): string {
  const title = CHAINS.find((chain) => chain.caip2 === caip2)?.title;
  return title === undefined ? caip2 : `${title} (${caip2})`;
}

/** Whose chain is told beside it. */
function account(caip10: string): string {
  return caip10.slice(caip10.lastIndexOf(":") + 1);
}

function timeText(iso: string): string {
  return iso.slice(0, 19).replace("T", " ");
}
