import { English } from "../show/english.tsx";
import { useText } from "../words/words.tsx";
import type { BadLine } from "./address-lines.ts";
import styles from "./screening.module.css";

const SHOWN_MAX = 50;
const FAULTS = ["address_malformed", "address_checksum", "chain_unknown"] as const;

/** Lines that are no addresses: where they stand, and what is wrong. */
export function BadLines({ bad }: { bad: readonly BadLine[] }) {
  const t = useText();
  if (bad.length === 0) return null;
  return (
    <div className={styles.bad} role="status">
      <p>{t("screening.bad", { count: bad.length })}</p>
      <ol className={styles.lines}>
        {bad.slice(0, SHOWN_MAX).map((line) => (
          <li key={line.line}>
            <span className="muted">{t("screening.line", { line: line.line })}</span>{" "}
            <bdi className={`mono ${styles.breaks}`}>{line.text}</bdi> <Fault {...line} />
          </li>
        ))}
      </ol>
      {bad.length > SHOWN_MAX && <p className="muted">{t("screening.bad.more", { count: bad.length - SHOWN_MAX })}</p>}
    </div>
  );
}

export function Fault({ code, detail }: Pick<BadLine, "code" | "detail">) {
  const t = useText();
  const fault = FAULTS.find((one) => one === code);
  return (
    <span>
      {fault !== undefined && t(`screening.fault.${fault}`)}{" "}
      {detail !== undefined && (
        <span className={`muted ${styles.breaks}`}>
          <English>{detail}</English>
        </span>
      )}
    </span>
  );
}
