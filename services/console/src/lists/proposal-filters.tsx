import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Choice } from "../show/choice.tsx";
import choices from "../show/link-choices.module.css";
import { useText } from "../words/words.tsx";
import styles from "./proposals.module.css";
import { useWatchlists } from "./use-lists.ts";

/** All of them lead to `/proposals`: what the URL asks for besides tells them apart. */
const EXACTLY = { exact: true, includeSearch: true };
const EVERY = "every list";

const route = getRouteApi("/proposals");

/** Links, for each is a place that the URL names. */
export function ProposalFilters() {
  const t = useText();
  const navigate = useNavigate();
  const { state, list, of } = route.useSearch();
  const { data: lists = [] } = useWatchlists();
  return (
    <div className={styles.acts}>
      <nav className={choices.choices} aria-label={t("list.proposal.filters")}>
        {([undefined, "decided", "all"] as const).map((one) => (
          <Link
            key={one ?? "waiting"}
            to="/proposals"
            search={{ state: one, list, of }}
            className={choices.choice}
            activeOptions={EXACTLY}
          >
            {t(`list.proposal.filter.${one ?? "waiting"}`)}
          </Link>
        ))}
        <span className={choices.rule} aria-hidden />
        {([undefined, "own"] as const).map((one) => (
          <Link
            key={one ?? "everyone"}
            to="/proposals"
            search={{ state, list, of: one }}
            className={choices.choice}
            activeOptions={EXACTLY}
          >
            {t(`list.proposal.filter.${one ?? "everyone"}`)}
          </Link>
        ))}
      </nav>
      <Choice
        label={t("list.list")}
        value={list ?? EVERY}
        onChange={(chosen) =>
          void navigate({ to: "/proposals", search: { state, of, list: chosen === EVERY ? undefined : chosen } })
        }
        options={[
          { id: EVERY, name: t("list.proposal.filter.everyList") },
          // One that a proposal only begins is in no list of lists yet.
          ...[...new Set([...lists.map(({ id }) => id), ...(list === undefined ? [] : [list])])].map((id) => ({
            id,
            name: id,
          })),
        ]}
      />
    </div>
  );
}
