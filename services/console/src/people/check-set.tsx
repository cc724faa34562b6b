import type { ReactNode } from "react";
import styles from "./people.module.css";

interface Props {
  label: string;
  children: ReactNode;
}

/** Several that are chosen each for itself, under what they are together. */
export function CheckSet({ label, children }: Props) {
  return (
    <fieldset className={`field ${styles.set}`}>
      <legend>{label}</legend>
      <div className={styles.choices}>{children}</div>
    </fieldset>
  );
}
