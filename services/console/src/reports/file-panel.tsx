import type { ReportDetail } from "@redflag/contract/http/routes/reports";
import { CopyButton } from "../show/copy-button.tsx";
import { Panel } from "../show/panel.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { DownloadXml } from "./download-xml.tsx";
import styles from "./reports.module.css";

type Ready = NonNullable<ReportDetail["ready"]>;

/** Exactly what is filed: the one file, by its hash. */
export function FilePanel({ detail, ready }: { detail: ReportDetail; ready: Ready }) {
  const t = useText();
  const { by, at, xmlSha256, xmlBytes, profileSha256 } = ready;
  return (
    <Panel title={t("reports.file")} beside={<DownloadXml id={detail.id} />}>
      <dl className={styles.pairs}>
        <dt>{t("reports.file.sha256")}</dt>
        <dd className={styles.sum}>
          <span className="mono ltr">{xmlSha256}</span>
          <CopyButton text={xmlSha256} what={t("show.what.hash")} />
        </dd>
        <dt>{t("reports.file.bytes")}</dt>
        <dd className="number">{t("reports.file.size", { count: xmlBytes })}</dd>
        <dt>{t("reports.file.madeBy")}</dt>
        <dd>
          <Text id="reports.file.made" values={{ name: <bdi>{by.name}</bdi>, time: <Time at={at} /> }} />
        </dd>
        <dt>{t("reports.file.profile")}</dt>
        <dd className={styles.sum}>
          <span className="mono ltr">{detail.profile}</span> <span className="mono ltr muted">{profileSha256}</span>
        </dd>
      </dl>
    </Panel>
  );
}
