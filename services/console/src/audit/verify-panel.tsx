import type { AuditReport } from "@redflag/domain/audit-report";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./audit.module.css";
import { readPublicKey } from "./public-key.ts";
import { ReportWords } from "./report-words.tsx";
import { takeParts } from "./take-parts.ts";
import { verifyLines } from "./verify-lines.ts";

/** Progress is told once in so many rows: a line of the page for each would cost more than its hash. */
const TOLD_ROWS = 1_000;

export interface Verified {
  report: AuditReport;
  /** Of the public key that was given. */
  keyId?: string;
}

/** Folds the whole audit in this browser. What it finds is not the server's word, but what it was given to read is. */
export function VerifyPanel() {
  const t = useText();
  const [pem, setPem] = useState("");
  const [done, setDone] = useState<{ row: number; of: number }>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const verify = useMutation({
    mutationFn: async (): Promise<Verified> => {
      const key = pem.trim() === "" ? undefined : await readPublicKey(pem);
      if (pem.trim() !== "" && key === undefined) throw new Error(t("audit.verify.key.fault"));
      const stop = new AbortController();
      running.current = stop;
      const { items } = (await api.listAudit({ query: { limit: 1 } })).body;
      const of = items[0]?.seq ?? 0;
      setDone({ row: 0, of });
      const report = await verifyLines(takeParts(stop.signal), {
        checkSignature: key?.check,
        onRow: (row) => {
          if (row % TOLD_ROWS === 0) setDone({ row, of: Math.max(of, row) });
        },
      });
      return { report, ...(key !== undefined && { keyId: key.id }) };
    },
    onSettled: () => setDone(undefined),
  });
  const isStopped = verify.error?.name === "AbortError";
  return (
    <Panel title={t("audit.verify")}>
      <div className={styles.verify}>
        <p>{t("audit.verify.hint")}</p>
        <TextField className="field" value={pem} onChange={setPem}>
          <Label>{t("audit.verify.key")}</Label>
          <TextArea className="input mono ltr" spellCheck={false} />
        </TextField>
        <p className="muted">{t("audit.verify.key.hint")}</p>
        <div className={styles.acts}>
          <Button kind="primary" isPending={verify.isPending} onPress={() => verify.mutate()}>
            {t("audit.verify.do")}
          </Button>
          {verify.isPending && <Button onPress={() => running.current?.abort()}>{t("audit.verify.stop")}</Button>}
          {done !== undefined && <Progress {...done} />}
        </div>
        {verify.error !== null && !isStopped && <FailureLine error={verify.error} />}
        {isStopped && <p role="status">{t("audit.verify.stopped")}</p>}
        {verify.data !== undefined && <ReportWords verified={verify.data} />}
      </div>
    </Panel>
  );
}

function Progress({ row, of }: { row: number; of: number }) {
  const t = useText();
  const intl = useIntl();
  const words = useId();
  return (
    <>
      <progress className={styles.progress} max={of} value={row} aria-labelledby={words} />
      <span id={words} className="number muted">
        {t("audit.verify.progress", { row: intl.formatNumber(row), of: intl.formatNumber(of) })}
      </span>
    </>
  );
}
