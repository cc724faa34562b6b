import type { Match } from "@redflag/contract/http/routes/screening";
import { webLink } from "../alert/web-link.ts";
import { SeverityMark } from "../show/severity.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./screening.module.css";

/** One entry of a list: whoever makes a list may write anything there, and it is text. */
export function EntryLine({ entry }: { entry: Match }) {
  const t = useText();
  const { severity, category, authority, programme, reference, confidence, list, version, sharing } = entry;
  const document = webLink(entry.documentUrl);
  return (
    <div className={styles.entry}>
      <p>
        <SeverityMark severity={severity} />{" "}
        <Text
          id="screening.entry"
          values={{ category: t(`show.category.${category}`), authority: <bdi>{authority}</bdi> }}
        />
      </p>
      <p className="muted">
        {[programme, reference].map((text) => text !== undefined && <bdi key={text}>{text} · </bdi>)}
        {t("screening.confidence", { percent: confidence })} · {t("screening.list", { list, version })} ·{" "}
        <span className="ltr">{sharing}</span>
      </p>
      <p>
        <span className="mono ltr">{entry.address}</span>
      </p>
      {(entry.validFrom !== undefined || entry.validTo !== undefined) && (
        <p className="muted">
          {t("screening.valid")} {entry.validFrom === undefined ? "…" : <Time at={entry.validFrom} />} –{" "}
          {entry.validTo === undefined ? "…" : <Time at={entry.validTo} />}
        </p>
      )}
      {document !== undefined && (
        <p>
          <a href={document} target="_blank" rel="noopener noreferrer">
            {t("screening.document")}
          </a>
        </p>
      )}
    </div>
  );
}
