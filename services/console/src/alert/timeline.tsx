import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { useMemo, useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { PaymentTimeline } from "../chart/payment-timeline.tsx";
import { Panel } from "../show/panel.tsx";
import { FailureLine, Loading } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./timeline.module.css";
import { daySpanOf, paymentsOfDays, paymentsOfRows, spanOf } from "./timeline-payments.ts";
import { useEvidenceRows } from "./use-evidence-rows.ts";
import { useSubject } from "./use-subject.ts";

type Shown = "all" | "alert";

/** In and out of the subject over time, with the time of the alert's payments marked. */
export function Timeline({ alert, window }: { alert: AlertDetail; window: { from: string; to: string } }) {
  const t = useText();
  const [shown, setShown] = useState<Shown>("all");
  const known = useSubject(alert.subject);
  const rows = useEvidenceRows(alert);
  const payments = useMemo(
    () => (shown === "alert" ? paymentsOfRows(rows) : paymentsOfDays(known.data?.days ?? [])),
    [shown, rows, known.data],
  );
  const span = (shown === "alert" ? spanOf : daySpanOf)(payments, window);
  const tools = (
    <ToggleButtonGroup
      className={`${styles.choice} screen-only`}
      aria-label={t("alert.timeline.shown")}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[shown]}
      onSelectionChange={(keys) => setShown(keys.has("alert") ? "alert" : "all")}
    >
      {(["all", "alert"] as const).map((one) => (
        <ToggleButton key={one} id={one} className="button quiet">
          {t(`alert.timeline.${one}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
  return (
    <Panel title={<Text id="alert.timeline" />} beside={tools}>
      {shown === "all" && known.isLoading && <Loading rows={3} />}
      {shown === "all" && known.error !== null && <FailureLine error={known.error} />}
      {payments.length > 0 ? (
        <PaymentTimeline payments={payments} from={span.from} to={span.to} window={window} />
      ) : (
        !known.isLoading && (
          <p className="muted">
            <Text id="alert.timeline.none" />
          </p>
        )
      )}
    </Panel>
  );
}
