import { useText } from "../words/words.tsx";
import styles from "./legend.module.css";
import type { NodeKind } from "./node-kind.ts";
import { NodeShape } from "./node-shape.tsx";

export const LEGEND_KINDS: readonly NodeKind[] = ["listed", "service", "deposit", "issuance", "unknown"];

/** What the shapes mean, and that money is drawn from the left to the right. */
export function Legend({ hasPath }: { hasPath: boolean }) {
  const t = useText();
  return (
    <ul className={styles.legend} aria-label={t("flow.legend")}>
      <li>
        <NodeShape kind="unknown" isSubject /> {t("flow.subject")}
      </li>
      {LEGEND_KINDS.map((kind) => (
        <li key={kind}>
          <NodeShape kind={kind} /> {t(`flow.kind.${kind}`)}
        </li>
      ))}
      {hasPath && (
        <li>
          <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
            <path d="M0 4h24" className={styles.path} />
          </svg>
          {t("flow.path")}
        </li>
      )}
      <li className="muted">{t("flow.leftToRight")}</li>
    </ul>
  );
}
