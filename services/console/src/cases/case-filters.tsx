import { getRouteApi, Link } from "@tanstack/react-router";
import { useCaller } from "../api/session.ts";
import choices from "../show/link-choices.module.css";
import { useText } from "../words/words.tsx";

/** `/cases` is where all of them lead: what the URL asks for besides tells them apart. */
const EXACTLY = { exact: true, includeSearch: true };

const route = getRouteApi("/cases");

/** Links, for each is a place that the URL names. */
export function CaseFilters() {
  const t = useText();
  const { status, of } = route.useSearch();
  const isSupervisor = useCaller().roles.includes("supervisor");
  return (
    <nav className={choices.choices} aria-label={t("case.filters")}>
      {([undefined, "open", "closed"] as const).map((one) => (
        <Link
          key={one ?? "all"}
          to="/cases"
          search={{ status: one, of }}
          className={choices.choice}
          activeOptions={EXACTLY}
        >
          {t(one === undefined ? "case.filter.all" : `case.filter.${one}`)}
        </Link>
      ))}
      {isSupervisor && (
        <>
          <span className={choices.rule} aria-hidden />
          {([undefined, "own"] as const).map((one) => (
            <Link
              key={one ?? "everyone"}
              to="/cases"
              search={{ status, of: one }}
              className={choices.choice}
              activeOptions={EXACTLY}
            >
              {t(one === undefined ? "case.filter.everyone" : "case.filter.own")}
            </Link>
          ))}
        </>
      )}
    </nav>
  );
}
