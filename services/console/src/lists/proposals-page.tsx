import type { Proposal } from "@redflag/contract/http/routes/list-proposals";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useCaller, useMay } from "../api/session.ts";
import { usePages } from "../api/use-pages.ts";
import { useNow } from "../app/now.ts";
import { Button } from "../show/button.tsx";
import { Page } from "../show/page.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty, NotPermitted } from "../show/states.tsx";
import { Age } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { NewListDialog } from "./new-list-dialog.tsx";
import { ProposalFilters } from "./proposal-filters.tsx";
import { ProposalState } from "./proposal-marks.tsx";
import { whatOf } from "./proposal-what.ts";
import styles from "./proposals.module.css";

const route = getRouteApi("/proposals");

/** What people want of lists: first what waits for somebody else. */
export function ProposalsPage() {
  const t = useText();
  const mayRead = useMay("lists:read");
  const mayPropose = useMay("lists:propose");
  const [isNew, setNew] = useState(false);
  if (!mayRead) return <NotPermitted />;
  return (
    <Page
      title={t("list.proposal.title")}
      lead={t("list.proposal.lead")}
      beside={
        <>
          <Link to="/watchlists">{t("list.title")}</Link>
          <Link to="/deposits">{t("list.deposit.title")}</Link>
          {mayPropose && (
            <Button onPress={() => setNew(true)}>
              <Plus size={14} aria-hidden />
              {t("list.proposal.newList")}
            </Button>
          )}
        </>
      }
    >
      <ProposalFilters />
      <Table />
      {isNew && <NewListDialog onClose={() => setNew(false)} />}
    </Page>
  );
}

function Table() {
  const t = useText();
  const now = useNow();
  const { id } = useCaller();
  const { state, list, of } = route.useSearch();
  const query = {
    ...(state !== "all" && { state: state ?? ("waiting" as const) }),
    ...(list !== undefined && { list }),
    ...(of === "own" && { author: `user:${id}` }),
  };
  const { items, pages } = usePages(["proposals", query], (page) =>
    api.listProposals({ query: { ...page, ...query } }),
  );
  const columns: readonly Column<Proposal>[] = [
    { head: t("list.state"), cell: (proposal) => <ProposalState proposal={proposal} /> },
    {
      head: t("list.proposal.what"),
      cell: (proposal) => (
        <Link to="/proposals/$id" params={{ id: proposal.id }}>
          {whatOf(proposal, t)}
        </Link>
      ),
    },
    {
      head: t("list.list"),
      cell: (proposal) => (
        <Link to="/watchlists/$id" params={{ id: proposal.list }} className="mono ltr">
          {proposal.list}
        </Link>
      ),
    },
    {
      head: t("list.proposal.reason"),
      cell: ({ reason }) => (
        <p className={styles.why}>
          <bdi>{reason}</bdi>
        </p>
      ),
    },
    { head: t("list.proposal.author"), cell: ({ author }) => <bdi>{author.name}</bdi> },
    { head: t("list.proposal.age"), cell: ({ at }) => <Age at={at} now={now} /> },
    {
      head: t("list.proposal.decidedBy"),
      cell: ({ decision }) =>
        decision === undefined ? <span className="muted">–</span> : <bdi>{decision.by.name}</bdi>,
    },
  ];
  const isWaiting = state === undefined;
  const empty = (
    <Empty title={t(isWaiting ? "list.proposal.none" : "list.proposal.noneSo")}>{t("list.proposal.none.hint")}</Empty>
  );
  return (
    <section className={items?.length ? "panel" : ""} aria-label={t("list.proposal.title")}>
      <RowTable
        label={t("list.proposal.title")}
        columns={columns}
        rows={items}
        keyOf={(proposal) => proposal.id}
        pages={pages}
        empty={empty}
      />
    </section>
  );
}
