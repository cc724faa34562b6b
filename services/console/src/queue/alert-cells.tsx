import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import { ChevronDown, ChevronRight, Clock, CornerDownRight, FileCheck, TriangleAlert } from "lucide-react";
import { useContext } from "react";
import { useIntl } from "react-intl";
import { English } from "../show/english.tsx";
import { sentenceParts } from "../show/sentence-parts.ts";
import { partsOfCaip10, shortened } from "../show/shortened.ts";
import { Text, useText } from "../words/words.tsx";
import styles from "./alert-table.module.css";
import { dueOf } from "./due.ts";
import { RowSceneContext } from "./row-scene.ts";
import { scoreShare } from "./score-share.ts";
import type { TableRow } from "./table-rows.ts";

export function WhatCell({ row: { alert, level, folded, isUnfolded, scheme } }: { row: TableRow }) {
  const intl = useIntl();
  const t = useText();
  return (
    <>
      {alert.filedAt !== undefined && (
        <FileCheck size={13} className={styles.corner} role="img" aria-label={t("queue.filed")} />
      )}
      {level === 2 && <CornerDownRight size={13} aria-hidden className={styles.corner} />}
      <bdi className={styles.kind}>
        {alert.listedAs === undefined
          ? alert.heuristic
          : t("queue.listed", { category: t(`show.category.${alert.listedAs}`) })}
      </bdi>
      <span className={styles.sentence} title={alert.what}>
        <English>{shortenedSentence(alert)}</English>
      </span>
      {folded > 0 && (
        <button type="button" tabIndex={-1} data-part="fold" className={styles.fold} aria-expanded={isUnfolded}>
          {isUnfolded ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}+
          {intl.formatNumber(folded)}
          <span className={styles.foldWords}>
            <Text id={scheme === undefined ? "queue.scheme" : `queue.scheme.${scheme}`} />
          </span>
        </button>
      )}
    </>
  );
}

/** The subject stands beside it, and who else is named is shortened: a row has room for what happened. */
function shortenedSentence({ what, subject }: AlertRow): string {
  const [first, ...others] = sentenceParts(what);
  const isOfSubject = first?.text === partsOfCaip10(subject).account && others.length > 0;
  const parts = isOfSubject || first === undefined ? others : [first, ...others];
  return parts.map(({ of, text }) => (of === "words" ? text : shortened(text))).join("");
}

/** No link of each row is a stop of Tab: the row is. The row follows it inside the page; the browser, into a new tab. */
export function SubjectCell({ subject }: { subject: string }) {
  const t = useText();
  const { account } = partsOfCaip10(subject);
  return (
    <a
      href={`/addresses/${encodeURIComponent(subject)}`}
      data-part="subject"
      tabIndex={-1}
      className="mono ltr"
      title={account}
    >
      <span aria-hidden="true">{shortened(account)}</span>
      <span className="unseen">{t("show.address", { address: account })}</span>
    </a>
  );
}

/** In dollars where that can be told, else by currency; whole on hover. */
export function WorthCell({ worth: { sums, usd } }: Pick<AlertRow, "worth">) {
  const { locale } = useIntl();
  const money = usd === undefined ? sums[0] : { amount: usd, currency: "USD" };
  if (money === undefined) return <span className="muted">–</span>;
  const others = usd === undefined ? sums.length - 1 : 0;
  return (
    <span className="number ltr" title={sums.map(({ amount, currency }) => `${amount} ${currency}`).join(" + ")}>
      {wholeUnits(locale).format(money.amount as `${number}`)} <span className="muted">{money.currency}</span>
      {others > 0 && ` +${others}`}
    </span>
  );
}

const formats = new Map<string, Intl.NumberFormat>();

/** A decimal string is formatted exactly; what is cut off here stands in the title. Made once: it costs more than a row. */
function wholeUnits(locale: string): Intl.NumberFormat {
  const known = formats.get(locale);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, roundingMode: "trunc" });
  formats.set(locale, made);
  return made;
}

export function ChainCell({ chain }: { chain: string }) {
  const title = useContext(RowSceneContext).chainTitle(chain);
  return (
    <bdi className={styles.cut} title={`${title} (${chain})`}>
      {title}
    </bdi>
  );
}

export function ScoreCell({ score }: { score: number }) {
  const intl = useIntl();
  const text = intl.formatNumber(score / 100, { minimumFractionDigits: 2 });
  return (
    <span className={styles.bar} title={text}>
      <span className="unseen">{text}</span>
      <span className={styles.filled} style={{ inlineSize: `${scoreShare(score) * 100}%` }} />
    </span>
  );
}

/** How much of the time for it is left, or by how much it is over. */
export function DueCell({ alert: { createdAt, review } }: { alert: AlertRow }) {
  const intl = useIntl();
  const { now } = useContext(RowSceneContext);
  if (review.state === "closed") return <span className="muted">–</span>;
  const { isOver, spent, count, unit } = dueOf(createdAt, review.dueAt, now);
  // One letter for a unit is read in English, and by nobody in Arabic.
  const unitDisplay = intl.locale.startsWith("ar") ? "short" : "narrow";
  const time = intl.formatNumber(count, { style: "unit", unit, unitDisplay });
  const moment = (at: string) => intl.formatDate(at, { dateStyle: "medium", timeStyle: "short" });
  const hint = intl.formatMessage(
    { id: "queue.due.hint" },
    { created: moment(createdAt), due: moment(review.dueAt), share: spent },
  );
  return (
    <span className={`number ${isOver ? styles.over : ""}`} title={hint}>
      {isOver ? <TriangleAlert size={12} aria-hidden /> : <Clock size={12} aria-hidden className={styles.clock} />}
      <Text id={isOver ? "queue.due.over" : "queue.due.left"} values={{ time }} />
    </span>
  );
}

/** Who has it, or where else it is. */
export function ReviewCell({ review }: { review: AlertRow["review"] }) {
  const t = useText();
  const { callerId } = useContext(RowSceneContext);
  const { state, assignee, disposition, followUpSince } = review;
  const who =
    assignee === undefined ? undefined : assignee.id === callerId ? t("queue.assignee.me") : <bdi>{assignee.name}</bdi>;
  const title = assignee?.name;
  if (followUpSince !== undefined) return <strong title={title}>{t("queue.review.followUp")}</strong>;
  if (state === "closed") {
    return (
      <span className={styles.cut} title={title}>
        {disposition === undefined ? t("queue.review.closed") : t(`review.disposition.${disposition}`)}
      </span>
    );
  }
  if (state === "open" || state === "assigned") {
    return (
      <span className={`${styles.cut} ${who === undefined ? "muted" : ""}`} title={title}>
        {who ?? t("queue.assignee.none")}
      </span>
    );
  }
  return (
    <span className={styles.cut} title={title}>
      {t(`queue.review.${state}`)}
      {who !== undefined && <> · {who}</>}
    </span>
  );
}
