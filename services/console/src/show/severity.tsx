import type { Severity } from "@redflag/domain/entry";
import { useText } from "../words/words.tsx";
import styles from "./marks.module.css";

/** Shape, word and colour: never colour alone. */
export function SeverityMark({ severity, word = true }: { severity: Severity; word?: boolean }) {
  const t = useText();
  const name = t(`show.severity.${severity}`);
  return (
    <span className={`${styles.severity} ${styles[severity.toLowerCase()]}`} title={word ? undefined : name}>
      <SeverityShape severity={severity} />
      {word ? name : <span className="unseen">{name}</span>}
    </span>
  );
}

function SeverityShape({ severity }: { severity: Severity }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" fill="currentColor">
      {severity === "SEVERE" && <rect x="1" y="1" width="10" height="10" />}
      {severity === "HIGH" && <path d="M6 0l6 6-6 6-6-6z" />}
      {severity === "MEDIUM" && (
        <>
          <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 1.25a4.75 4.75 0 000 9.5z" />
        </>
      )}
      {severity === "LOW" && <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />}
    </svg>
  );
}
