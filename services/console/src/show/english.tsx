import type { ReactNode } from "react";

/** What the API says in English sentences, as it is: read from the left, and spoken as English. */
export function English({ children }: { children: ReactNode }) {
  return (
    <span lang="en" dir="ltr">
      {children}
    </span>
  );
}
