import type { ReactNode } from "react";
import styles from "./operations.module.css";

/** `good`: nothing to do; `watch`: it may right itself; `bad`: it does not. */
export type Health = "good" | "watch" | "bad";

/** A state as shape, colour and word. */
export function HealthMark({ health, children }: { health: Health; children: ReactNode }) {
  return (
    <span className={`${styles.health} ${styles[health]}`}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" fill="currentColor">
        {health === "good" && <circle cx="5" cy="5" r="4" />}
        {health === "watch" && <path d="M5 .5 9.5 9.5H.5z" fill="none" stroke="currentColor" strokeWidth="1.4" />}
        {health === "bad" && <rect x=".5" y=".5" width="9" height="9" />}
      </svg>
      {children}
    </span>
  );
}
