import { lazy, Suspense } from "react";
import { withWords } from "../words/loaded-words.ts";
import { CaseDialog } from "./case-dialog.tsx";
import type { OtherChoice } from "./more-menu.tsx";

const NewReportDialog = lazy(async () => ({
  default: (await withWords(import("../reports/new-report-dialog.tsx"))).NewReportDialog,
}));

const BundleDialog = lazy(async () => ({
  default: (await withWords(import("../reports/bundle-dialog.tsx"))).BundleDialog,
}));
const ExportAlert = lazy(async () => ({ default: (await withWords(import("./export-alert.tsx"))).ExportAlert }));

/** What was begun with the alert, as long as it is open; loaded when it is asked for. */
export function AlertOthers({ alert, choice, onDone }: { alert: string; choice: OtherChoice; onDone: () => void }) {
  if (choice === "case") return <CaseDialog alert={alert} onDone={onDone} />;
  return (
    <Suspense>
      {choice === "report" && <NewReportDialog of={{ alerts: [alert] }} onClose={onDone} />}
      {choice === "bundle" && <BundleDialog alert={alert} onClose={onDone} />}
      {choice === "export" && <ExportAlert alert={alert} onClose={onDone} />}
    </Suspense>
  );
}
