import { Link } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { Page } from "../show/page.tsx";
import { NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { ListTable } from "./list-table.tsx";
import { ListTasks } from "./list-tasks.tsx";

/** Every list: how old it is, what waits, what is being looked for in the past. */
export function WatchlistsPage() {
  const t = useText();
  const mayRead = useMay("lists:read");
  if (!mayRead) return <NotPermitted />;
  return (
    <Page
      title={t("list.title")}
      lead={t("list.lists.lead")}
      beside={
        <>
          <Link to="/proposals">{t("list.lists.proposals")}</Link>
          <Link to="/deposits">{t("list.lists.deposits")}</Link>
        </>
      }
    >
      <ListTasks />
      <ListTable />
    </Page>
  );
}
