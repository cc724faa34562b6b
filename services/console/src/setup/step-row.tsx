import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../words/words.tsx";
import styles from "./setup.module.css";

interface Props {
  number: number;
  title: string;
  /** Undefined: it is only told. */
  isDone?: boolean;
  children: ReactNode;
}

/** One step with its tick. */
export function StepRow({ number, title, isDone, children }: Props) {
  const t = useText();
  return (
    <li className={`panel ${styles.step} ${isDone === true ? styles.done : ""}`}>
      <span className={styles.mark} aria-hidden="true">
        {isDone === true ? <Check size={14} /> : number}
      </span>
      <div className={styles.head}>
        <h2>{title}</h2>
        {isDone !== undefined && (
          <span className={isDone ? "" : "muted"} role="status">
            {t(isDone ? "setup.done" : "setup.toDo")}
          </span>
        )}
      </div>
      <div className={styles.body}>{children}</div>
    </li>
  );
}
