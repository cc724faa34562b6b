import { keptProof } from "@redflag/chain/kept-proof";
import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import { countOf } from "@redflag/domain/decimal-text";
import type { ExplainedParameter } from "@redflag/domain/explained-rule";
import { parameterText } from "@redflag/domain/explained-rule";
import { type Figure, figureText } from "@redflag/domain/figure";
import type { ReasonEntry } from "@redflag/domain/heuristic";
import type { OwnPast } from "@redflag/domain/own-past";
import { ownPastText } from "@redflag/domain/own-past";
import { isoTime } from "@redflag/domain/payment-record";
import { recordedListingText } from "@redflag/domain/recorded-listing";
import { html } from "ghtml";
import { selfContainedPage } from "../self-contained-page.ts";
import type { BundleContent, BundleOrigin } from "./bundle-content.ts";
import { knownChain } from "./bundle-explanation.ts";
import type { BundlePayment } from "./bundle-payments.ts";
import { BUNDLE_STYLE } from "./bundle-style.ts";
import { proofStanding } from "./proof-standing.ts";

/** Payments that are shown; transfers.csv has all. */
const PAYMENTS_SHOWN_MAX = 200;
/** Blocks that are shown; blocks.json has all. */
const BLOCKS_SHOWN_MAX = 200;

/** The bundle for people, in one file. Whatever comes from lists or chains is escaped by the template. */
export function bundleSummary(
  content: BundleContent,
  origin: BundleOrigin,
  explanation: AlertExplanation,
  payments: readonly BundlePayment[],
): string {
  return selfContainedPage(`Evidence bundle ${explanation.id}`, BUNDLE_STYLE, [
    head(explanation, origin),
    reading(explanation),
    finding(explanation),
    listings(explanation),
    paymentsPart(payments),
    proofs(content),
    sources(content),
    howToReplay(content),
  ]);
}

function head({ id, chain, subject, severity, exposure, state, rule, ...of }: AlertExplanation, origin: BundleOrigin) {
  const span = of.firstTime === of.lastTime ? of.firstTime : `${of.firstTime} to ${of.lastTime}`;
  return html`<header>
<p class="kind">Evidence bundle</p>
<h1>${rule.title ?? rule.id}</h1>
<dl>
<dt>Subject</dt><dd><code>${subject}</code> on ${chain.title} (${chain.caip2})</dd>
<dt>Alert</dt><dd><code>${id}</code></dd>
<dt>Severity</dt><dd>${severity}, ${exposure}, ${state}; score ${of.score}</dd>
<dt>Time (UTC)</dt><dd>${span}</dd>
<dt>Rule</dt><dd>${rule.id}, version ${rule.version}</dd>
<dt>Made</dt><dd>${origin.madeAt} by ${origin.madeBy}, with Redflag ${origin.version}</dd>
</dl>
</header>`;
}

function reading({ notEstablished, uncertain }: AlertExplanation): string {
  return html`<section class="reading">
<h2>What this does not establish</h2>
<p>An alert says what an address did and which rule or list that meets. It says of nobody what they are. Not established here:</p>
!${points(notEstablished)}
!${uncertain.length === 0 ? "" : html`<p>Uncertain:</p>!${points(uncertain)}`}
</section>`;
}

function finding(explanation: AlertExplanation): string {
  const { what, figures, smallestChange, exclusions, earlier, rule, findingCount, ownPast, ownPastMissing, related } =
    explanation;
  const parameters = (rule.parameters as ExplainedParameter[]).map(parameterText);
  const past = ownPast === undefined ? `not known: ${ownPastMissing ?? ""}` : ownPastText(ownPast as OwnPast);
  const compared = figures.map((figure) => `${figureText(figure as Figure)}: ${figure.margin}`);
  return html`<section>
<h2>What was found</h2>
<p>${what}</p>
<p class="aside">${countOf(findingCount, "finding")} in all; this is the newest. Usual for the subject: ${past}.</p>
!${titled("Figures against their thresholds", compared)}
!${smallestChange === undefined ? "" : html`<p>The least that would have taken it away: ${smallestChange}.</p>`}
!${titled("Left out, and noted", exclusions)}
!${titled("Found before in the same alert", earlier)}
!${titled(
    "Other alerts on the same payments",
    related.map(({ id, rule, severity, subject }) => `${rule}, ${severity}, about ${subject}: alert ${id}`),
  )}
!${titled("Parameters of the rule", parameters)}
!${parameters.some((text) => /\[[EP]\]/.test(text)) ? html`<p class="aside">[P]: as published. [E]: an estimate of those who made the rule.</p>` : ""}
</section>`;
}

function listings({ listings }: AlertExplanation): string {
  if (listings.length === 0) return html`<section><h2>Listings</h2><p>No listing is part of it.</p></section>`;
  return html`<section>
<h2>Listings, as they stood</h2>
!${points(listings.map((listing) => recordedListingText(listing as ReasonEntry)))}
</section>`;
}

function paymentsPart(payments: readonly BundlePayment[]): string {
  const rest = payments.length - PAYMENTS_SHOWN_MAX;
  return html`<section>
<h2>Payments (${payments.length})</h2>
<table>
<thead><tr><th>Time (UTC) and amount</th><th>From, to and transaction</th></tr></thead>
<tbody>!${payments.slice(0, PAYMENTS_SHOWN_MAX).map(
    ({ time, part, chain, sender, recipient, transaction, amount, block }) => html`<tr>
<td>${time.slice(0, 19).replace("T", " ")}<br><strong>${amount}</strong><br><span class="aside">${part}</span></td>
<td><code>${account(sender)}</code><br>→ <code>${account(recipient)}</code><br><code class="aside">${transaction}</code><br><span class="aside">${knownChain(chain).title}, block ${block}</span></td>
</tr>`,
  )}</tbody>
</table>
!${rest <= 0 ? "" : html`<p class="aside">${rest} more are in transfers.csv.</p>`}
</section>`;
}

function proofs(content: BundleContent): string {
  const { blocks, proofs, proofsMissing } = content;
  const { proven } = proofStanding(content);
  const rest = blocks.length - BLOCKS_SHOWN_MAX;
  const shown = new Map(proofs.map(({ chain, block, proof }) => [`${chain}/${block}`, proofText(proof)]));
  const missing = new Map(proofsMissing.map(({ chain, block, reason }) => [`${chain}/${block}`, reason]));
  return html`<section>
<h2>How the payments are proven</h2>
<p>Where header and receipts are in here, they lead from each payment to its block's hash. Whether that block is the chain's, any node of the chain tells. That is so of ${proven} of ${countOf(blocks.length, "block")}.</p>
<table>
<thead><tr><th>Block</th><th>How it was read</th><th>In this bundle</th></tr></thead>
<tbody>!${blocks.slice(0, BLOCKS_SHOWN_MAX).map(({ chain, number, hash, time, coverage }) => {
    const key = `${chain}/${number}`;
    const read =
      coverage === undefined
        ? "not known any more"
        : `${coverage.level.replaceAll("_", " ")}, from ${coverage.endpoint}, ${isoTime(coverage.readAt)}${coverage.shortfall === undefined ? "" : `; ${coverage.shortfall}`}`;
    const lacks = missing.get(key) ?? (shown.has(key) ? undefined : "it is not said why");
    const kept = [shown.get(key) ?? "none", lacks].filter(Boolean).join(": ");
    return html`<tr><td>${knownChain(chain).title} ${number}, ${isoTime(time)}<br><code>${hash}</code></td><td>${read}</td><td>${kept}</td></tr>`;
  })}</tbody>
</table>
!${rest <= 0 ? "" : html`<p class="aside">${rest} more are in blocks.json; proofs/missing.json names all that lack something.</p>`}
</section>`;
}

function proofText(proof: unknown): string {
  const { data } = keptProof.safeParse(proof);
  if (data === undefined) return "something that is no proof";
  return data.kind === "receipts" ? "header and receipts" : "what was answered, which no hash shows";
}

function sources({ lists }: BundleContent): string {
  return html`<section>
<h2>Lists and other sources in force</h2>
!${
    lists.length === 0
      ? html`<p>None.</p>`
      : points(
          lists.map(({ kind, id, version, source, digest }) =>
            [`${kind}: ${id} version ${version}`, source, digest && `SHA-256 ${digest}`].filter(Boolean).join(", "),
          ),
        )
  }
</section>`;
}

function howToReplay({ slice }: BundleContent): string {
  const again =
    slice.replay === "exact"
      ? "The finding is judged again from what is in here, by the rule's own code, and must come out the same."
      : `The finding is recorded here and cannot be judged again from this bundle alone: ${slice.reason}.`;
  return html`<section>
<h2>How to verify it</h2>
<p>${again}</p>
<pre>redflag bundle replay bundle.zip --key audit-key.pem</pre>
<p class="aside">No database, network or configuration is needed. The public key is to be had from whoever made this, by another way than this bundle. README.txt says how to check hashes and signature without Redflag.</p>
</section>`;
}

function titled(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : html`<p><strong>${title}</strong></p>!${points(lines)}`;
}

function points(lines: readonly string[]): string {
  return html`<ul>!${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** Whose chain is told beside it. */
function account(caip10: string): string {
  return caip10.slice(caip10.lastIndexOf(":") + 1);
}
