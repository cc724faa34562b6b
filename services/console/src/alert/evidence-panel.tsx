import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { Download } from "lucide-react";
import { Button } from "../show/button.tsx";
import { CopyButton } from "../show/copy-button.tsx";
import { Panel } from "../show/panel.tsx";
import { saveText } from "../show/save-text.ts";
import { Empty, Failure, Loading } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./evidence.module.css";
import { EvidenceTable } from "./evidence-table.tsx";
import { evidenceCsv, evidenceTsv } from "./evidence-text.ts";
import { useEvidence } from "./use-alert.ts";
import { useEvidenceRows } from "./use-evidence-rows.ts";

/** The payments that the findings fired on and count: each once, as far as they have been fetched. */
export function EvidencePanel({ alert }: { alert: AlertDetail }) {
  const t = useText();
  const { id, findings, explanation } = alert;
  const evidence = useEvidence(id);
  const rows = useEvidenceRows(alert);
  const read = evidence.data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  const tools = rows.length > 0 && (
    <span className={`${styles.tools} screen-only`}>
      <CopyButton text={evidenceTsv(rows)} what={t("alert.evidence.all", { count: rows.length })} />
      <Button kind="quiet" onPress={() => saveText(`alert-${id.slice(0, 10)}.csv`, "text/csv", evidenceCsv(rows))}>
        <Download size={14} aria-hidden /> CSV
      </Button>
    </span>
  );
  return (
    <Panel title={<Text id="alert.evidence" values={{ count: rows.length }} />} beside={tools}>
      {evidence.isPending && <Loading />}
      {evidence.error !== null && evidence.data === undefined && (
        <Failure error={evidence.error} onRetry={() => void evidence.refetch()} />
      )}
      {evidence.data !== undefined && rows.length === 0 && (
        <Empty title={t("alert.evidence.none")}>{t("alert.evidence.none.hint")}</Empty>
      )}
      {rows.length > 0 && <EvidenceTable rows={rows} />}
      {rows.length > 0 && (
        <p className={styles.foot}>
          <span className="muted">
            <Text id="alert.evidence.findings" values={{ shown: read, count: findings }} />
          </span>
          {evidence.hasNextPage && (
            <span className="screen-only">
              <Button onPress={() => void evidence.fetchNextPage()} isPending={evidence.isFetchingNextPage}>
                <Text id="alert.evidence.more" />
              </Button>
            </span>
          )}
        </p>
      )}
      <Exclusions of={[...new Set(explanation.exclusions)]} />
    </Panel>
  );
}

/** What the figures leave out, and why: counted, then told. */
function Exclusions({ of }: { of: readonly string[] }) {
  return (
    <div className={styles.exclusions}>
      <h3>
        <Text id="alert.exclusions" values={{ count: of.length }} />
      </h3>
      <ul lang="en" dir="ltr">
        {of.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
