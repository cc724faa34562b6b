import { useState } from "react";
import { useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { Page } from "../show/page.tsx";
import { NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditTable } from "./audit-table.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { VerifyPanel } from "./verify-panel.tsx";

/** What was done and refused, by whom, and whether anybody has changed it since. */
export function AuditPage() {
  const t = useText();
  const mayRead = useMay("audit:read");
  const [isVerifying, setVerifying] = useState(false);
  if (!mayRead) return <NotPermitted />;
  return (
    <Page
      title={t("audit.title")}
      lead={t("audit.lead")}
      beside={
        <>
          <ExportMenu />
          <Button aria-expanded={isVerifying} onPress={() => setVerifying(!isVerifying)}>
            {t("audit.verify")}
          </Button>
        </>
      }
    >
      {isVerifying && <VerifyPanel />}
      <AuditFilters />
      <AuditTable />
    </Page>
  );
}
