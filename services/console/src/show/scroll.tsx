import type { ReactNode } from "react";
import { useText } from "../words/words.tsx";

/** A table without a link or button in it, which is wider than its place on a small screen: keys move it, too. */
export function Scroll({ name, children }: { name: string; children: ReactNode }) {
  const t = useText();
  return (
    <section className="scroll" aria-label={t("show.table", { name })} tabIndex={0}>
      {children}
    </section>
  );
}
