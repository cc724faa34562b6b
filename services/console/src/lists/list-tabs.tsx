import { getRouteApi, Link } from "@tanstack/react-router";
import { useText } from "../words/words.tsx";
import { TABS } from "./list-search.ts";
import styles from "./watchlists.module.css";

const EXACTLY = { exact: true, includeSearch: true };

const route = getRouteApi("/watchlists/$id");

/** Links, for each part is a place that the URL names. */
export function ListTabs() {
  const t = useText();
  const { id } = route.useParams();
  const { tab: current = "entries" } = route.useSearch();
  return (
    <nav className={styles.tabs} aria-label={t("list.one.parts")}>
      {TABS.map((tab) => (
        <Link
          key={tab}
          to="/watchlists/$id"
          params={{ id }}
          search={tab === "entries" ? {} : { tab }}
          className={styles.tab}
          // The router marks what the whole URL says; a part that is narrowed further is still the one that is shown.
          activeOptions={EXACTLY}
          aria-current={tab === current ? "page" : undefined}
        >
          {t(`list.one.tab.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}
