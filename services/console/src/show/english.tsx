import type { ReactNode } from "react";

/** What the API says in English, in a page of any language. */
export function English({ children }: { children: ReactNode }) {
  return (
    <span lang="en" dir="ltr">
      {children}
    </span>
  );
}
