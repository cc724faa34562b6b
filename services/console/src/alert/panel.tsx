import { type ReactNode, useId } from "react";

interface Props {
  title: ReactNode;
  /** Beside the title: what can be done with what is in it. */
  tools?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

/** A part of the page under its heading. */
export function Panel({ title, tools, className = "", children }: Props) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {tools}
      </header>
      <div className="body">{children}</div>
    </section>
  );
}
