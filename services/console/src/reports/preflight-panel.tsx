import type { ReportProblem } from "@redflag/contract/report-problem";
import { CircleAlert, Info } from "lucide-react";
import { Button } from "../show/button.tsx";
import { English } from "../show/english.tsx";
import { Panel } from "../show/panel.tsx";
import { useText } from "../words/words.tsx";
import { problemPlace } from "./problem-place.ts";
import styles from "./reports.module.css";

interface Props {
  problems: readonly ReportProblem[];
  /** The form is there: a problem leads to where it is mended. */
  mayMend: boolean;
}

/** All that stands between the draft and the FIU, what must be mended first. */
export function PreflightPanel({ problems, mayMend }: Props) {
  const t = useText();
  const blocking = problems.filter(({ blocks }) => blocks);
  const others = problems.filter(({ blocks }) => !blocks);
  const said =
    blocking.length > 0
      ? t("reports.preflight.blocks", { count: blocking.length })
      : t(others.length > 0 ? "reports.preflight.told" : "reports.preflight.none");
  return (
    <Panel title={t("reports.preflight")} flush>
      <p className={styles.pad} role="status">
        {said}
      </p>
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {[...blocking, ...others].map((problem) => (
            <li key={JSON.stringify(problem)} className={problem.blocks ? styles.blocks : ""}>
              {problem.blocks ? <CircleAlert size={14} aria-hidden /> : <Info size={14} aria-hidden />}
              <Words problem={problem} mayMend={mayMend} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Words({
  problem: { code, blocks, where, text, hint },
  mayMend,
}: {
  problem: ReportProblem;
  mayMend: boolean;
}) {
  const t = useText();
  const place = mayMend ? problemPlace(code) : undefined;
  return (
    <div>
      <span className="unseen">{t(blocks ? "reports.preflight.mustMend" : "reports.preflight.toKnow")}</span>
      <English>
        {where !== undefined && <span className="muted">{where}: </span>}
        <bdi>{text}</bdi> <span className="muted">{hint}</span>
      </English>
      {place !== undefined && (
        <div className={styles.mend}>
          <Button kind="quiet" onPress={() => goTo(place)}>
            {t("reports.preflight.mend")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The part of the form under the reader's eyes, and under the keyboard. */
function goTo(id: string): void {
  const part = document.getElementById(id);
  part?.scrollIntoView({ block: "center" });
  part?.focus({ preventScroll: true });
}
