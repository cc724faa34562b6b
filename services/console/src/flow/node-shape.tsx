import type { NodeKind } from "./node-kind.ts";
import styles from "./node-shape.module.css";

/** The shapes of the drawing, for lists and the legend. */
export function NodeShape({ kind, isSubject = false }: { kind: NodeKind; isSubject?: boolean }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={`${styles[kind]} ${isSubject ? styles.subject : ""}`}
    >
      {kind === "service" && <rect x="1" y="3.5" width="14" height="9" rx="2" />}
      {kind === "deposit" && <path d="M4.5 3h7L15 8l-3.5 5h-7L1 8z" />}
      {kind === "issuance" && <path d="M8 1.5L14.5 8 8 14.5 1.5 8z" />}
      {kind === "unknown" && <circle cx="8" cy="8" r="5.5" />}
      {kind === "listed" && (
        <>
          <circle cx="8" cy="8" r="7" />
          <circle cx="8" cy="8" r="4.5" />
        </>
      )}
    </svg>
  );
}
