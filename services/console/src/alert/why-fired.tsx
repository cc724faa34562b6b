import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import { English } from "../show/english.tsx";
import { Panel } from "../show/panel.tsx";
import { Text } from "../words/words.tsx";
import { FigureBar } from "./figure-bar.tsx";
import { OwnPast } from "./own-past.tsx";
import { RuleDetails } from "./rule-details.tsx";
import styles from "./why-fired.module.css";

/** Figures against thresholds, the least that would have kept the rule silent, and what is usual for the subject. */
export function WhyFired({ explanation, compact = false }: { explanation: AlertExplanation; compact?: boolean }) {
  const { figures, rule, smallestChange } = explanation;
  return (
    <Panel title={<Text id="alert.why" />}>
      {figures.length === 0 ? (
        <p className="muted">
          <Text id="alert.why.noFigures" />
        </p>
      ) : (
        <ul>
          {figures.map((figure) => (
            <FigureBar key={keyOf(figure)} figure={figure} rule={rule} />
          ))}
        </ul>
      )}
      <dl className={styles.facts}>
        {smallestChange !== undefined && (
          <>
            <dt>
              <Text id="alert.silent" />
            </dt>
            <dd>
              <English>{smallestChange}</English>
            </dd>
          </>
        )}
        <dt>
          <Text id="alert.normal" />
        </dt>
        <dd>
          <OwnPast explanation={explanation} />
        </dd>
      </dl>
      {!compact && <RuleDetails rule={rule} />}
    </Panel>
  );
}

/** Two figures may count the same, against a lower and an upper bound. */
function keyOf({ name, unit, comparison, threshold }: AlertExplanation["figures"][number]): string {
  return [comparison, threshold, unit, name].join(" ");
}
