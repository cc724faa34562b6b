import { useState } from "react";
import { Page } from "../show/page.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { Text } from "../words/words.tsx";
import { type ChoicesDraft, draftOf } from "./choices-draft.ts";
import { EditChoices } from "./edit-choices.tsx";
import { FilePanel } from "./file-panel.tsx";
import { PreflightPanel } from "./preflight-panel.tsx";
import { ReportActs } from "./report-acts.tsx";
import { ReportAlerts } from "./report-alerts.tsx";
import { ReportAnswers } from "./report-answers.tsx";
import { ReportChosen } from "./report-chosen.tsx";
import { ReportHistory } from "./report-history.tsx";
import { ReportLine } from "./report-line.tsx";
import { ReportReading } from "./report-reading.tsx";
import styles from "./reports.module.css";
import { type SeenReport, usePreflight } from "./use-reports.ts";

/** On one side how it would read, on the other what people choose of it. */
export function ReportView({ seen }: { seen: SeenReport }) {
  const { detail } = seen;
  const { id, number, status } = detail;
  const preflight = usePreflight(id, seen.etag ?? "");
  // Undefined: nothing is typed that is not saved.
  const [draft, setDraft] = useState<ChoicesDraft>();
  const mayEdit = detail.allowed.includes("edit");
  const read = preflight.data;
  return (
    <Page
      title={<Text id="reports.one" values={{ number: <span className="mono ltr">{number}</span> }} />}
      beside={
        <ReportActs
          seen={seen}
          isSaved={draft === undefined}
          isComplete={!preflight.isPlaceholderData && read?.complete === true}
        />
      }
    >
      <ReportLine detail={detail} />
      <div className={styles.columns}>
        <div className={styles.column}>
          {detail.ready !== undefined && <FilePanel detail={detail} ready={detail.ready} />}
          {preflight.error !== null && read === undefined && (
            <Failure error={preflight.error} onRetry={() => void preflight.refetch()} />
          )}
          {preflight.isPending && <Loading rows={10} />}
          {read !== undefined && <ReportReading preflight={read} isKept={detail.ready !== undefined} />}
          <ReportAlerts alerts={detail.alerts} />
          {status === "filed" && <ReportAnswers answers={detail.answers} />}
          <ReportHistory history={detail.history} />
        </div>
        <div className={styles.column}>
          {read !== undefined && status === "draft" && <PreflightPanel problems={read.problems} mayMend={mayEdit} />}
          {mayEdit ? (
            <EditChoices seen={seen} preflight={read} draft={draft} onChange={setDraft} />
          ) : (
            <ReportChosen profile={detail.profile} draft={draftOf(detail.choices)} />
          )}
        </div>
      </div>
    </Page>
  );
}
