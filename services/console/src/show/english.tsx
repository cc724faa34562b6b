import type { ReactNode } from "react";

/** Sentences that the API says in English stay English in every language, and are read out as such. */
export function English({ children }: { children: ReactNode }) {
  return (
    <span lang="en" dir="ltr">
      {children}
    </span>
  );
}
