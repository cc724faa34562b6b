import type { ReactNode } from "react";

/** A table without a link or button in it, which is wider than its place on a small screen: keys move it, too. */
export function Scroll({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="scroll" aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}
