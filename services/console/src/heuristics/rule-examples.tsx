import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import { FigureLine } from "../address/figure-line.tsx";
import figureStyles from "../address/figures.module.css";
import { English } from "../show/english.tsx";
import { Panel } from "../show/panel.tsx";
import { useText } from "../words/words.tsx";
import styles from "./heuristics.module.css";

/** What it fires on, and what looks much the same and is silent: with its own parameters. */
export function RuleExamples({ examples }: { examples: RuleDetail["examples"] }) {
  const t = useText();
  if (examples.length === 0) return null;
  return (
    <Panel title={t("heuristic.examples")} beside={<span className="muted">{t("heuristic.examples.hint")}</span>}>
      <ul className={styles.examples}>
        {examples.map(({ title, outcome, text, figures = [] }) => (
          <li key={`${outcome} ${title}`}>
            <h3>
              {t(`heuristic.outcome.${outcome}`)}: <English>{title}</English>
            </h3>
            {text !== undefined && (
              <p>
                <English>{text}</English>
              </p>
            )}
            {figures.length > 0 && (
              <ul className={figureStyles.figures}>
                {figures.map((figure) => (
                  <FigureLine
                    key={`${figure.comparison} ${figure.threshold} ${figure.unit} ${figure.name}`}
                    figure={figure}
                  />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
