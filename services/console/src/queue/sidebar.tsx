import { useText } from "../words/words.tsx";
import { Facets } from "./facets.tsx";
import styles from "./sidebar.module.css";
import { ViewLinks } from "./view-links.tsx";

export function Sidebar() {
  const t = useText();
  return (
    <nav className={styles.sidebar} aria-label={t("queue.filters")}>
      <ViewLinks />
      <Facets />
    </nav>
  );
}
