import { getRouteApi } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { CaseAccess } from "./case-access.tsx";
import { CaseAlerts } from "./case-alerts.tsx";
import { CaseAttachments } from "./case-attachments.tsx";
import { CaseHead } from "./case-head.tsx";
import { CaseMembers } from "./case-members.tsx";
import { CaseNotes } from "./case-notes.tsx";
import { CaseReports } from "./case-reports.tsx";
import { CaseTimeline } from "./case-timeline.tsx";
import { CaseWatches } from "./case-watches.tsx";
import styles from "./cases.module.css";
import { mayChange, useCase } from "./use-case.ts";

const route = getRouteApi("/cases/$id");

/** One case: what was found, written, watched and done in one matter. */
export function CasePage() {
  const { id } = route.useParams();
  const mayRead = useMay("cases:read");
  return mayRead ? <Known key={id} id={id} /> : <NotPermitted />;
}

function Known({ id }: { id: string }) {
  const { data, error, refetch } = useCase(id);
  // What is there stays while it is read again: forms in it keep what was typed.
  if (data === undefined)
    return error === null ? <Loading rows={12} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const { detail } = data;
  const isOpen = detail.status === "open" && mayChange(detail);
  return (
    <article className={styles.page}>
      <CaseHead seen={data} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <CaseAlerts id={id} mayWrite={isOpen} isHeld={detail.hold !== undefined} />
          <CaseNotes id={id} mayWrite={isOpen} />
          <CaseTimeline id={id} />
          <CaseAccess id={id} />
        </div>
        <div className={styles.column}>
          <CaseReports id={id} mayWrite={isOpen} />
          <CaseMembers detail={detail} mayWrite={isOpen} />
          <CaseAttachments id={id} mayWrite={isOpen} isHeld={detail.hold !== undefined} />
          <CaseWatches id={id} mayWrite={isOpen} />
        </div>
      </div>
    </article>
  );
}
