import { getRouteApi, Link } from "@tanstack/react-router";
import { useText } from "../words/words.tsx";
import { TABS } from "./list-search.ts";
import styles from "./watchlists.module.css";

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
          // The router's own mark is of the whole URL, and a part stays where it is narrowed.
          activeProps={{ "aria-current": undefined }}
          aria-current={tab === current ? "page" : undefined}
        >
          {t(`list.one.tab.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}
