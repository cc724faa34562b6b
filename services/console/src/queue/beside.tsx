import { Link } from "@tanstack/react-router";
import { ExternalLink, X } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "../show/button.tsx";
import { Loading } from "../show/states.tsx";
import { withWords } from "../words/loaded-words.ts";
import { useText } from "../words/words.tsx";
import styles from "./queue.module.css";

/** Read when the first alert is opened: the queue is there before. */
const AlertBeside = lazy(async () => ({ default: (await withWords(import("../alert/alert-beside.tsx"))).AlertBeside }));

/** The alert that is open beside the list. */
export function Beside({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText();
  return (
    <aside className={styles.beside} aria-label={t("queue.beside")}>
      <header className={styles.besideHead}>
        <Link to="/alerts/$id" params={{ id }} className="button quiet">
          <ExternalLink size={14} aria-hidden />
          {t("queue.openPage")} <kbd>O</kbd>
        </Link>
        <Button kind="quiet" aria-label={t("queue.closeBeside")} onPress={onClose}>
          <X size={16} aria-hidden />
        </Button>
      </header>
      <div className={styles.besideBody}>
        <Suspense fallback={<Loading />}>
          <AlertBeside key={id} id={id} />
        </Suspense>
      </div>
    </aside>
  );
}
