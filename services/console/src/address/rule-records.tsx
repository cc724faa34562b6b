import { Link } from "@tanstack/react-router";
import { English } from "../show/english.tsx";
import { partsOfCaip10, shortened } from "../show/shortened.ts";
import { useText } from "../words/words.tsx";
import styles from "./address.module.css";
import { FigureLine } from "./figure-line.tsx";
import figureStyles from "./figures.module.css";
import { byNearness, figuresOf, type RuleRecord } from "./nearness.ts";

interface Props {
  rules: readonly RuleRecord[];
  caip10: string;
}

/** Each rule's record over the final payments, and its nearest word taken apart. */
export function RuleRecords({ rules, caip10 }: Props) {
  const t = useText();
  const { chain } = partsOfCaip10(caip10);
  return (
    <div className="scroll">
      <table className={`data-table ${styles.rules}`}>
        <thead>
          <tr>
            <th scope="col">{t("address.alert.rule")}</th>
            <th scope="col">{t("address.rule.record")}</th>
            <th scope="col">{t("address.rule.nearest")}</th>
          </tr>
        </thead>
        <tbody>
          {byNearness(rules).map((rule) => (
            <Row key={rule.heuristic} rule={rule} chain={chain} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const COUNTS = ["fired", "context", "silent", "withheld", "gaps"] as const;

function Row({ rule, chain }: { rule: RuleRecord; chain: string }) {
  const t = useText();
  const { assessment, transaction } = rule.nearest;
  const figures = figuresOf(assessment);
  return (
    <tr>
      <th scope="row">
        <span lang="en">{rule.heuristic}</span> <span className="muted">v{rule.version}</span>
      </th>
      <td>
        {COUNTS.filter((count) => rule[count] > 0).map((count) => (
          <p key={count}>{t(`address.rule.${count}`, { count: rule[count] })}</p>
        ))}
      </td>
      <td>
        {figures.length === 0 ? (
          <English>{assessment.text}</English>
        ) : (
          <ul className={figureStyles.figures}>
            {figures.map((figure) => (
              <FigureLine key={`${figure.name} ${figure.unit} ${figure.comparison}`} figure={figure} />
            ))}
          </ul>
        )}
        <p className="muted">
          {t("address.rule.at", { block: rule.nearest.block })}{" "}
          <Link to="/transactions/$chain/$hash" params={{ chain, hash: transaction }} className="mono ltr">
            {shortened(transaction)}
          </Link>
        </p>
      </td>
    </tr>
  );
}
