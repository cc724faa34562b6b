import { useState } from "react";

/** Text that is being typed, kept in this tab until it is sent: a reload or an ended session loses nothing. */
export function useDraft(name: string) {
  const key = `redflag.draft.${name}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? "");
  const keep = (next: string) => {
    setText(next);
    if (next === "") sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, next);
  };
  return [text, keep] as const;
}
