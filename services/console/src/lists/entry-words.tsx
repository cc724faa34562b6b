import type { ListEntry } from "@redflag/contract/http/list-entry";
import { SeverityMark } from "../show/severity.tsx";
import { useText } from "../words/words.tsx";
import { SecureLink } from "./secure-link.tsx";
import styles from "./watchlists.module.css";

/** What an entry is for, and of which business. */
export function EntryKind({ entry: { severity, category, entity } }: { entry: ListEntry }) {
  const t = useText();
  return (
    <>
      <span className={styles.health}>
        <SeverityMark severity={severity} /> {t(`show.category.${category}`)}
      </span>
      {entity !== undefined && (
        <p className={styles.words}>
          <bdi>{entity}</bdi>
        </p>
      )}
    </>
  );
}

/** Under which order, by whom, and how sure. */
export function EntryOrder({ entry }: { entry: ListEntry }) {
  const t = useText();
  const { programme, reference, documentUrl, authority, confidence } = entry;
  const words = [programme, reference].filter((word) => word !== undefined).join(" · ");
  return (
    <div className={styles.words}>
      {documentUrl === undefined ? (
        <bdi>{words === "" ? "–" : words}</bdi>
      ) : (
        <SecureLink href={documentUrl}>
          <bdi>{words === "" ? t("list.field.documentUrl") : words}</bdi>
        </SecureLink>
      )}
      <p className="muted">
        <bdi>{authority}</bdi> · {t("list.entries.confidence", { percent: confidence })}
      </p>
    </div>
  );
}
