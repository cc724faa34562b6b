import type { View } from "@redflag/contract/http/routes/views";
import { Link } from "@tanstack/react-router";
import { Plus, Users } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useIntl } from "react-intl";
import { useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { BUILT_IN_VIEWS } from "./built-in-views.ts";
import { countText } from "./count-text.ts";
import { type QueueSearch, viewKeyOf } from "./queue-search.ts";
import styles from "./sidebar.module.css";
import { useCounts } from "./use-counts.ts";
import { useQueueSearch } from "./use-queue-search.ts";
import { type AskedOfView, ViewDialog } from "./view-dialog.tsx";
import { ViewMenu } from "./view-menu.tsx";
import { searchOfView, useViews } from "./views.ts";

/** The views that everybody has, then one's own, then those of the team. */
export function ViewLinks() {
  const t = useText();
  const intl = useIntl();
  const { search } = useQueueSearch();
  const views = useViews();
  const counts = useCounts();
  const mayReview = useMay("alerts:review");
  const [asked, setAsked] = useState<AskedOfView>();
  const key = viewKeyOf(search);
  const saved = views.data ?? [];
  const isNamed =
    BUILT_IN_VIEWS.some((view) => viewKeyOf(view.search) === key) ||
    saved.some((view) => viewKeyOf(searchOfView(view)) === key);
  const lineOf = (view: View) => (
    <ViewLine
      key={view.id}
      search={searchOfView(view)}
      isOpen={viewKeyOf(searchOfView(view)) === key}
      name={<bdi title={view.shared ? t("queue.view.of", { name: view.owner.name }) : undefined}>{view.name}</bdi>}
    >
      {view.shared && <Users size={12} aria-label={t("queue.view.shared")} />}
      {view.mayChange && mayReview && <ViewMenu view={view} onAsk={setAsked} />}
    </ViewLine>
  );
  return (
    <section className={styles.group}>
      <h2 className="unseen">{t("queue.views")}</h2>
      <ul>
        {BUILT_IN_VIEWS.map(({ name, search: of, countOf }) => (
          <ViewLine key={name} search={of} isOpen={viewKeyOf(of) === key} name={t(name)}>
            {counts.data !== undefined && countOf !== undefined && (
              <span className={styles.count}>{countText(countOf(counts.data), intl.formatNumber)}</span>
            )}
          </ViewLine>
        ))}
      </ul>
      {saved.length > 0 && (
        <>
          <h3 className={styles.heading}>{t("queue.views.saved")}</h3>
          <ul>{[...saved.filter(({ own }) => own), ...saved.filter(({ own }) => !own)].map(lineOf)}</ul>
        </>
      )}
      {views.error !== null && <FailureLine error={views.error} />}
      {mayReview && !isNamed && (
        <Button kind="quiet" onPress={() => setAsked({ of: "save" })}>
          <Plus size={14} aria-hidden />
          {t("queue.view.save")}
        </Button>
      )}
      {asked !== undefined && <ViewDialog asked={asked} search={search} onDone={() => setAsked(undefined)} />}
    </section>
  );
}

interface LineProps {
  search: QueueSearch;
  isOpen: boolean;
  name: ReactNode;
  children?: ReactNode;
}

function ViewLine({ search, isOpen, name, children }: LineProps) {
  return (
    <li className={styles.line} data-open={isOpen}>
      <Link
        to="/alerts"
        search={search}
        className={styles.link}
        activeProps={{ "aria-current": undefined }}
        aria-current={isOpen ? "page" : undefined}
      >
        {name}
      </Link>
      {children}
    </li>
  );
}
