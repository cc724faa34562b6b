import type { WhyTransferLine } from "@redflag/contract/why-line";
import type { ReactNode } from "react";
import { FigureLine } from "../address/figure-line.tsx";
import figureStyles from "../address/figures.module.css";
import { compareNearness, figuresOf } from "../address/nearness.ts";
import { English } from "../show/english.tsx";
import { Sentence } from "../show/sentence.tsx";
import { SeverityMark } from "../show/severity.tsx";
import type { MessageId } from "../words/en.ts";
import { useText } from "../words/words.tsx";
import styles from "./transaction.module.css";

type Head = NonNullable<WhyTransferLine["head"]>[number];
type Depth = NonNullable<WhyTransferLine["depth"]>[number];

/** What every rule says of a payment: those that fired, those that were near, those that are silent, those that could not say. */
export function Verdicts({ transfer, chain }: { transfer: WhyTransferLine; chain: string }) {
  const t = useText();
  const { head = [], depth = [], graph } = transfer;
  const byOutcome = head.toSorted((a, b) => Number(b.fired.length > 0) - Number(a.fired.length > 0));
  const fired = byOutcome.filter((rule) => rule.fired.length > 0);
  const silent = byOutcome.filter((rule) => rule.fired.length === 0);
  if (head.length === 0 && depth.length === 0 && graph === undefined) return null;
  return (
    <div className="scroll">
      <table className={`data-table ${styles.verdicts}`}>
        <thead>
          <tr>
            <th scope="col">{t("address.alert.rule")}</th>
            <th scope="col">{t("search.outcome")}</th>
            <th scope="col">{t("search.says")}</th>
          </tr>
        </thead>
        <tbody>
          {fired.map((rule) => (
            <HeadRow key={rule.heuristic} rule={rule} chain={chain} />
          ))}
          {depth.toSorted(compareNearness).map((rule) => (
            <DepthRow key={rule.heuristic} rule={rule} />
          ))}
          {silent.map((rule) => (
            <HeadRow key={rule.heuristic} rule={rule} chain={chain} />
          ))}
          {graph !== undefined && (
            <Row name={t("search.graph")} outcome={<English>{graph.outcome.replaceAll("_", " ")}</English>}>
              <English>{graph.text}</English>
            </Row>
          )}
        </tbody>
      </table>
    </div>
  );
}

/** A rule without a memory: what it says of each side. */
function HeadRow({ rule, chain }: { rule: Head; chain: string }) {
  const t = useText();
  const [first] = rule.fired;
  const outcome = first === undefined ? t("search.outcome.silent") : <SeverityMark severity={first.severity} />;
  // Why it is silent of one side is no news where it fired on the other.
  const words =
    first === undefined
      ? rule.silent.map(({ text }) => text)
      : rule.fired.flatMap(({ reasons }) => reasons.map(({ text }) => text));
  return (
    <Row
      name={<English>{rule.heuristic}</English>}
      version={rule.version}
      outcome={outcome}
      fired={first !== undefined}
    >
      {[...new Set(words)].map((text) => (
        <p key={text}>
          <Sentence text={text} chain={chain} />
        </p>
      ))}
    </Row>
  );
}

/** One with a memory: figures against thresholds, and the smallest change by which it would have said otherwise. */
function DepthRow({ rule }: { rule: Depth }) {
  const t = useText();
  const { assessment, explained } = rule;
  const figures = figuresOf(assessment);
  const outcome =
    assessment.outcome === "fires" ? (
      <SeverityMark severity={assessment.severity} />
    ) : (
      t(`search.outcome.${assessment.outcome}` satisfies MessageId)
    );
  return (
    <Row
      name={<English>{explained?.rule.title ?? rule.heuristic}</English>}
      version={rule.version}
      id={rule.heuristic}
      outcome={outcome}
      fired={assessment.outcome === "fires"}
    >
      {figures.length === 0 && <English>{assessment.text}</English>}
      {figures.length > 0 && (
        <ul className={figureStyles.figures}>
          {figures.map((figure) => (
            <FigureLine key={`${figure.name} ${figure.unit} ${figure.comparison}`} figure={figure} />
          ))}
        </ul>
      )}
      {explained?.smallestChange !== undefined && (
        <p className="muted">
          <English>{explained.smallestChange}</English>
        </p>
      )}
      {explained?.exclusions.map((text) => (
        <p key={text} className="muted">
          <English>{text}</English>
        </p>
      ))}
    </Row>
  );
}

interface RowProps {
  name: ReactNode;
  id?: string;
  version?: number;
  outcome: ReactNode;
  fired?: boolean;
  children: ReactNode;
}

function Row({ name, id, version, outcome, fired = false, children }: RowProps) {
  return (
    <tr className={fired ? styles.fired : undefined}>
      <th scope="row">
        {name} {version !== undefined && <span className="muted">v{version}</span>}
        {id !== undefined && <p className="mono ltr muted">{id}</p>}
      </th>
      <td>{outcome}</td>
      <td>{children}</td>
    </tr>
  );
}
