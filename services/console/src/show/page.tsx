import type { ReactNode } from "react";
import styles from "./page.module.css";

interface Props {
  title: ReactNode;
  /** Beside the title: where else to go from here, what can be done. */
  beside?: ReactNode;
  /** One sentence on what the page is for. */
  lead?: ReactNode;
  children: ReactNode;
}

/** A page under its heading. */
export function Page({ title, beside, lead, children }: Props) {
  return (
    <article className={styles.page}>
      <header className={styles.top}>
        <h1>{title}</h1>
        {beside !== undefined && <div className={styles.beside}>{beside}</div>}
      </header>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      {children}
    </article>
  );
}
