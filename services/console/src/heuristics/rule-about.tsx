import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import { webLink } from "../alert/web-link.ts";
import { English } from "../show/english.tsx";
import { Panel } from "../show/panel.tsx";
import { useText } from "../words/words.tsx";
import styles from "./heuristics.module.css";
import { sourceParts } from "./source-parts.ts";

const DAY_S = 86_400;
const HOUR_S = 3_600;

/** Which typologies it looks for, what it needs, and where it comes from. */
export function RuleAbout({ rule }: { rule: RuleDetail }) {
  const t = useText();
  const durationText = (seconds: number) =>
    seconds % DAY_S === 0
      ? t("heuristic.days.count", { count: seconds / DAY_S })
      : t("heuristic.hours.count", { count: Math.round(seconds / HOUR_S) });
  const { kind, typologies, historyS, firesEarly, gapS, sources, mayBeOff, mayBeTried, mayBeBacktested } = rule;
  return (
    <Panel title={t("heuristic.about")}>
      <dl className={styles.about}>
        <dt>{t("heuristic.about.judges")}</dt>
        <dd>
          <p>
            {t(`heuristic.kind.${kind}`)}: {t(`heuristic.kind.${kind}.hint`)}
          </p>
          {!mayBeOff && <p>{t("heuristic.about.always")}</p>}
          {mayBeTried && !mayBeBacktested && <p>{t("heuristic.about.noBacktest")}</p>}
        </dd>
        {typologies.length > 0 && (
          <>
            <dt>{t("heuristic.about.typologies")}</dt>
            <dd>
              {typologies.map(({ id, title }) => (
                <p key={id}>
                  <English>
                    <span className="mono">{id}</span> {title}
                  </English>
                </p>
              ))}
            </dd>
          </>
        )}
        {historyS !== undefined && historyS > 0 && (
          <>
            <dt>{t("heuristic.about.history")}</dt>
            <dd>
              {durationText(historyS)}
              {firesEarly && <> · {t("heuristic.about.firesEarly")}</>}
            </dd>
          </>
        )}
        <dt>{t("heuristic.about.gap")}</dt>
        <dd>{durationText(gapS)}</dd>
        <dt>{t("heuristic.about.sources")}</dt>
        <dd>
          {sources.map((source) => (
            <Source key={source} source={source} />
          ))}
          <p className="muted">{t("heuristic.about.sources.marks")}</p>
        </dd>
      </dl>
    </Panel>
  );
}

/** What it cites, its addresses as links. */
function Source({ source }: { source: string }) {
  return (
    <p>
      <English>
        {sourceParts(source).map(({ at, text, isAddress }) => {
          const href = isAddress ? webLink(text) : undefined;
          return href === undefined ? (
            text
          ) : (
            <a key={at} href={href} target="_blank" rel="noopener noreferrer">
              {text}
            </a>
          );
        })}
      </English>
    </p>
  );
}
