import { formatForDisplay } from "@tanstack/react-hotkeys";
import { Search } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { useKey } from "../app/keys.tsx";
import { Button } from "../show/button.tsx";
import { withWords } from "../words/loaded-words.ts";
import { useText } from "../words/words.tsx";
import styles from "./search.module.css";

const Palette = lazy(() =>
  withWords(import("./palette.tsx")).then(({ Palette: component }) => ({ default: component })),
);
const KEY = "Mod+K";

/** Global search: a button that looks like a field, for the field comes with its results. */
export function SearchBox() {
  const t = useText();
  const maySearch = useMay("search:read");
  const [isOpen, setOpen] = useState(false);
  useKey(KEY, "search.open", () => setOpen(true), { enabled: maySearch });
  if (!maySearch) return <div className={styles.gap} />;
  return (
    <div className={styles.gap}>
      <span className={styles.box}>
        <Button onPress={() => setOpen(true)} aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K">
          <Search size={14} aria-hidden />
          <span className={styles.words}>{t("search.box")}</span>
          <kbd>{formatForDisplay(KEY)}</kbd>
        </Button>
      </span>
      <Suspense>{isOpen && <Palette onClose={() => setOpen(false)} />}</Suspense>
    </div>
  );
}
