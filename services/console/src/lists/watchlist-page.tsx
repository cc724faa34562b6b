import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { Page } from "../show/page.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { DiffTab } from "./diff-tab.tsx";
import { EntriesTab } from "./entries-tab.tsx";
import { ExportList } from "./export-list.tsx";
import { HeldVersion } from "./held-version.tsx";
import { ListFacts } from "./list-facts.tsx";
import { ListTabs } from "./list-tabs.tsx";
import { LookbacksTab } from "./lookbacks-tab.tsx";
import { RefusedTab } from "./refused-tab.tsx";
import { useWatchlist } from "./use-lists.ts";
import { VersionsTab } from "./versions-tab.tsx";

const route = getRouteApi("/watchlists/$id");

/** One list: what it is, what it holds, and how it came to that. */
export function WatchlistPage() {
  const t = useText();
  const { id } = route.useParams();
  const mayRead = useMay("lists:read");
  const mayPropose = useMay("lists:propose");
  const { data: list, error, refetch } = useWatchlist(id);
  if (!mayRead) return <NotPermitted />;
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (list === undefined) return <Loading rows={12} />;
  return (
    <Page
      title={<bdi>{list.title}</bdi>}
      beside={
        <>
          <Link to="/watchlists">{t("list.one.all")}</Link>
          {list.version !== undefined && <ExportList key={id} list={id} />}
          {mayPropose && (
            <Link to="/watchlists/$id/propose" params={{ id }} className="button primary">
              {t("list.one.propose")}
            </Link>
          )}
        </>
      }
    >
      <ListFacts list={list} />
      {list.held !== undefined && <HeldVersion list={id} held={list.held} />}
      <ListTabs />
      {/* Of another list nothing stays that was chosen here. */}
      <Part key={id} list={list} />
    </Page>
  );
}

function Part({ list: { id, version: current = 0 } }: { list: { id: string; version?: number | undefined } }) {
  const { tab = "entries" } = route.useSearch();
  switch (tab) {
    case "entries":
      return <EntriesTab list={id} current={current} />;
    case "refused":
      return <RefusedTab list={id} />;
    case "versions":
      return <VersionsTab list={id} />;
    case "diff":
      return <DiffTab list={id} current={current} />;
    case "lookbacks":
      return <LookbacksTab list={id} />;
  }
}
