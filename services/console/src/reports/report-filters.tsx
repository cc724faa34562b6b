import { REPORT_STATUSES } from "@redflag/domain/report";
import { getRouteApi, Link } from "@tanstack/react-router";
import choices from "../show/link-choices.module.css";
import { useText } from "../words/words.tsx";

/** All of them lead to `/reports`: what the URL asks for besides tells them apart. */
const EXACTLY = { exact: true, includeSearch: true };

const route = getRouteApi("/reports");

/** Links, for each is a place that the URL names. */
export function ReportFilters() {
  const t = useText();
  const search = route.useSearch();
  return (
    <nav className={choices.choices} aria-label={t("reports.filters")}>
      {[undefined, ...REPORT_STATUSES].map((one) => (
        <Link
          key={one ?? "all"}
          to="/reports"
          search={{ ...search, status: one }}
          className={choices.choice}
          activeOptions={EXACTLY}
        >
          {t(one === undefined ? "reports.filter.all" : `reports.filter.${one}`)}
        </Link>
      ))}
    </nav>
  );
}
