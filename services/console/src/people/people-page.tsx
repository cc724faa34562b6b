import type { User } from "@redflag/contract/http/routes/users";
import { getRouteApi, Link } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { usePages } from "../api/use-pages.ts";
import { Button } from "../show/button.tsx";
import { Page } from "../show/page.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty, NotPermitted } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { AccountMark } from "./account-mark.tsx";
import { AddPersonDialog } from "./add-person-dialog.tsx";
import { Exchanges } from "./exchanges.tsx";
import styles from "./people.module.css";
import { PeopleFilters } from "./people-filters.tsx";
import { ReviewNotice } from "./review-notice.tsx";
import { useSubscriberName } from "./use-subscribers.ts";

const route = getRouteApi("/people");

/** Everybody who can sign in, or once could. */
export function PeoplePage() {
  const t = useText();
  const mayRead = useMay("users:read");
  const mayWrite = useMay("users:write");
  const maySeeExchanges = useMay("subscribers:read");
  const [isAdding, setAdding] = useState(false);
  if (!mayRead) return <NotPermitted />;
  return (
    <Page
      title={t("people.title")}
      lead={t("people.lead")}
      beside={
        mayWrite && (
          <Button kind="primary" onPress={() => setAdding(true)}>
            <UserPlus size={14} aria-hidden />
            {t("people.add")}
          </Button>
        )
      }
    >
      <ReviewNotice />
      <PeopleFilters />
      <People />
      {maySeeExchanges && <Exchanges />}
      {isAdding && <AddPersonDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function People() {
  const t = useText();
  const nameOf = useSubscriberName();
  const { role, state, words } = route.useSearch();
  const { items, pages } = usePages(["people", role, state, words], (page) =>
    api.listUsers({ query: { ...page, ...(role && { role }), ...(state && { state }), ...(words && { words }) } }),
  );
  const columns: readonly Column<User>[] = [
    {
      head: t("people.name"),
      cell: ({ id, name, email }) => (
        <span className={styles.person}>
          <Link to="/people/$id" params={{ id }}>
            <bdi>{name}</bdi>
          </Link>
          <bdi className="muted">{email}</bdi>
        </span>
      ),
    },
    { head: t("people.roles"), cell: ({ roles }) => roles.map((one) => t(`shell.role.${one}`)).join(", ") },
    { head: t("people.exchange"), cell: ({ subscriber }) => subscriber && <bdi>{nameOf(subscriber)}</bdi> },
    { head: t("people.signIn"), cell: ({ signIn }) => t(`people.signIn.${signIn}`) },
    {
      head: t("people.lastSeen"),
      cell: ({ lastSeenAt }) =>
        lastSeenAt === undefined ? <span className="muted">{t("people.never")}</span> : <Time at={lastSeenAt} />,
    },
    { head: t("people.state"), cell: (user) => <AccountMark user={user} /> },
  ];
  return (
    <section className={items?.length ? "panel" : ""} aria-label={t("people.title")}>
      <RowTable
        label={t("people.title")}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        pages={pages}
        empty={<Empty title={t("people.noneSo")}>{t("people.noneSo.hint")}</Empty>}
      />
    </section>
  );
}
