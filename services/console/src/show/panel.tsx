import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

interface Props {
  title: ReactNode;
  /** Of whoever links to it. */
  id?: string;
  /** Beside the title: what can be done, a count. */
  beside?: ReactNode;
  /** What is inside reaches to the edges: a table. */
  flush?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

/** A part of a page under its own heading. */
export function Panel({ title, id, beside, flush = false, className = "", children }: Props) {
  const heading = useId();
  return (
    <section className={`panel ${className}`} id={id} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        {beside}
      </header>
      {flush ? children : <div className="body">{children}</div>}
    </section>
  );
}

/** The same where nothing is there: what that means, in the line of the heading. */
export function EmptyPanel({ title, id, children }: Pick<Props, "title" | "id" | "children">) {
  const heading = useId();
  return (
    <section className={`panel ${styles.none}`} id={id} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        <p className="muted">{children}</p>
      </header>
    </section>
  );
}
