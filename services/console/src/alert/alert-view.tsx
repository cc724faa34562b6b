import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { useMemo, useRef, useState } from "react";
import { useMay } from "../api/session.ts";
import { FlowPanel } from "../flow/flow-panel.tsx";
import { LastAction } from "../review/last-action.tsx";
import { Sentence } from "../show/sentence.tsx";
import { AlertHead } from "./alert-head.tsx";
import { AlertOthers } from "./alert-others.tsx";
import { AlertReports } from "./alert-reports.tsx";
import styles from "./alert-view.module.css";
import { alertWindow } from "./alert-window.ts";
import { Amounts } from "./amounts.tsx";
import { DecisionPanel } from "./decision-panel.tsx";
import { Doubts, Earlier } from "./doubts.tsx";
import { EvidencePanel } from "./evidence-panel.tsx";
import { ExposurePaths } from "./exposure-paths.tsx";
import { Listings } from "./listings.tsx";
import type { OtherChoice } from "./more-menu.tsx";
import { News } from "./news.tsx";
import { pathAccounts } from "./path-accounts.ts";
import { PrintedBy } from "./printed-by.tsx";
import { Related } from "./related.tsx";
import { Standing } from "./standing.tsx";
import { Stream } from "./stream.tsx";
import { SubjectLine } from "./subject-line.tsx";
import { Timeline } from "./timeline.tsx";
import { WhyFired } from "./why-fired.tsx";

/** One alert in the order in which it is judged: what, why, what it rests on, what is not known, what was said of it. */
export function AlertView({ alert }: { alert: AlertDetail }) {
  const { id, subject, explanation, exposurePaths } = alert;
  const comment = useRef<HTMLTextAreaElement>(null);
  const [other, setOther] = useState<OtherChoice>();
  const others = useOthers(alert.state);
  const window = useMemo(() => alertWindow(alert), [alert]);
  const path = useMemo(() => pathAccounts(alert), [alert]);
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <AlertHead alert={alert} />
        <DecisionPanel
          id={id}
          revision={alert.revision}
          keysEnabled={other === undefined}
          onComment={() => comment.current?.focus()}
          others={others}
          onOther={setOther}
        />
      </header>
      <News id={id} />
      <Standing alert={alert} />
      <AlertReports alert={alert} />
      <div className={styles.what}>
        <p className={styles.sentence}>
          <Sentence text={explanation.what} chain={alert.chain} />
        </p>
        <SubjectLine alert={alert} />
      </div>
      <div className={styles.pair}>
        <div className={styles.column}>
          <WhyFired explanation={explanation} />
          <Listings alert={alert} />
          <Amounts explanation={explanation} />
          <Doubts explanation={explanation} />
        </div>
        <FlowPanel address={subject} from={window.from} to={window.to} path={path} />
      </div>
      <EvidencePanel alert={alert} />
      <div className={`${styles.pair} ${styles.lower}`}>
        <div className={styles.column}>
          <Timeline alert={alert} window={window} />
          {exposurePaths !== undefined && <ExposurePaths paths={exposurePaths} alert={alert} />}
          <Related alert={alert} />
          <Earlier explanation={explanation} />
        </div>
        <div className={styles.column}>
          <Stream alert={alert} commentField={comment} />
        </div>
      </div>
      <PrintedBy />
      <LastAction keysEnabled={other === undefined} />
      {other !== undefined && <AlertOthers alert={id} choice={other} onDone={() => setOther(undefined)} />}
    </article>
  );
}

/** What the reader's role lets them begin with an alert. */
function useOthers(state: AlertDetail["state"]): ReadonlySet<OtherChoice> {
  const mayTake = useMay("cases:write");
  const mayReport = useMay("reports:write");
  const mayBundle = useMay("reports:read") && state !== "withdrawn";
  return useMemo(
    () =>
      new Set([
        ...(mayTake ? (["case"] as const) : []),
        ...(mayReport ? (["report"] as const) : []),
        ...(mayBundle ? (["bundle"] as const) : []),
        // Whoever reads the alert may hand out what others were told of it.
        "export" as const,
      ]),
    [mayTake, mayReport, mayBundle],
  );
}
