import type { SearchAnswer } from "@redflag/contract/http/routes/search";
import { Info } from "lucide-react";
import { English } from "../show/english.tsx";
import { useText } from "../words/words.tsx";
import styles from "./search.module.css";

/** Why something was not looked for: a mistyped address is never corrected in silence. */
export function Notes({ notes }: { notes: SearchAnswer["notes"] }) {
  const t = useText();
  return notes.map(({ code, text }) => (
    <p key={code} className={styles.note} role="status">
      <Info size={14} aria-hidden />
      <span>
        {t(`search.note.${code}`)}{" "}
        <span className="muted">
          <English>{text}</English>
        </span>
      </span>
    </p>
  ));
}
