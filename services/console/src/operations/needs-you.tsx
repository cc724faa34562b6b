import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { Panel } from "../show/panel.tsx";
import { Text, useText } from "../words/words.tsx";
import { durationText } from "./duration.ts";
import { HealthMark } from "./health-mark.tsx";
import styles from "./operations.module.css";
import type { Trouble, TroubleKind } from "./troubles.ts";

const RUNBOOK = "docs/runbook.md";
/** Of these the figure is a time. */
const TIMES: readonly TroubleKind[] = ["headOld", "behind"];

/** What is wrong, and what to do about it; undefined: not known yet. */
export function NeedsYou({ troubles }: { troubles: readonly Trouble[] | undefined }) {
  const t = useText();
  if (troubles === undefined) return null;
  return (
    <Panel title={t("operations.needsYou")} flush>
      {troubles.length === 0 ? (
        <p className={styles.calm}>
          <HealthMark health="good">{t("operations.needsYou.none")}</HealthMark>
        </p>
      ) : (
        <ul className={styles.troubles}>
          {troubles.map((trouble) => (
            <TroubleRow key={`${trouble.kind} ${trouble.chain} ${trouble.name}`} trouble={trouble} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function TroubleRow({ trouble: { kind, name, figure, said, chain, list } }: { trouble: Trouble }) {
  const t = useText();
  const intl = useIntl();
  const shownName = kind === "workFailing" ? t(`operations.work.${name as "read"}`) : name;
  const shownFigure = TIMES.includes(kind) ? durationText(intl, figure) : figure;
  return (
    <li>
      <HealthMark health="bad">
        <span>
          <Text id={`operations.trouble.${kind}`} values={{ name: <bdi>{shownName}</bdi>, figure: shownFigure }} />
          {said !== undefined && (
            <>
              {" "}
              <bdi>{said}</bdi>
            </>
          )}
        </span>
      </HealthMark>
      {chain !== undefined && (
        <Link to="/operations/chains/$chain" params={{ chain }}>
          {t("operations.openChain")}
        </Link>
      )}
      {list !== undefined && (
        <Link to="/watchlists/$id" params={{ id: list }}>
          {t("operations.openList")}
        </Link>
      )}
      <p className="muted">
        <span>{t(`operations.trouble.${kind}.hint`)}</span>{" "}
        <Text
          id="operations.runbook"
          values={{
            guide: <span className="mono ltr">{RUNBOOK}</span>,
          }}
        />
      </p>
    </li>
  );
}
