import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import choices from "../show/link-choices.module.css";
import { Page } from "../show/page.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import { AcceptHeld } from "./accept-held.tsx";
import { AddEntries } from "./add-entries.tsx";
import { ChangeEntries } from "./change-entries.tsx";
import { ChangeSharing } from "./change-sharing.tsx";
import { ImportFile } from "./import-file.tsx";
import { completeList, NewListFields } from "./new-list-fields.tsx";
import { idsIn, type Way, wayOf } from "./propose-search.ts";
import { useWatchlists } from "./use-lists.ts";

const route = getRouteApi("/watchlists/$id/propose");

/** A change of one list, for somebody else to decide. */
export function ProposePage() {
  const { id } = route.useParams();
  const mayPropose = useMay("lists:propose");
  const { data, error, refetch } = useWatchlists();
  if (!mayPropose) return <NotPermitted />;
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={10} />;
  return <Known key={id} id={id} list={data.find((one) => one.id === id)} />;
}

function Known({ id, list }: { id: string; list: Watchlist | undefined }) {
  const t = useText();
  const search = route.useSearch();
  const [begun, setBegun] = useState({ title: "", authority: "" });
  const ways = waysOf(list);
  const asked = wayOf(search);
  const way = ways.includes(asked) ? asked : "add";
  const begins = list === undefined ? { list: completeList(begun) } : undefined;
  const name = list === undefined ? <bdi className="mono">{id}</bdi> : <bdi>{list.title}</bdi>;
  return (
    <Page
      title={<Text id="list.propose.title" values={{ list: name }} />}
      lead={t("list.propose.lead")}
      beside={
        list !== undefined && (
          <Link to="/watchlists/$id" params={{ id }}>
            {t("list.propose.toList")}
          </Link>
        )
      }
    >
      <nav className={choices.choices} aria-label={t("list.propose.ways")}>
        {ways.map((one) => (
          <Link
            key={one}
            to="/watchlists/$id/propose"
            params={{ id }}
            search={{ ...search, way: one }}
            className={choices.choice}
            aria-current={one === way ? "page" : undefined}
          >
            {t(`list.propose.way.${one}`)}
          </Link>
        ))}
      </nav>
      {list === undefined && <NewListFields id={id} list={begun} onChange={setBegun} />}
      {way === "add" && <AddEntries list={id} begins={begins} begun={search.add ?? []} />}
      {way === "import" && <ImportFile list={id} begins={begins} />}
      {way === "entries" && <ChangeEntries key={search.remove} list={id} ids={idsIn(search.remove)} />}
      {way === "sharing" && <ChangeSharing list={id} ids={idsIn(search.entries)} />}
      {way === "accept" && <AcceptHeld list={id} held={list?.held} asked={search.accept} />}
    </Page>
  );
}

/** A list that is not there yet has nothing to be changed; one from which nothing is held back, nothing to accept. */
function waysOf(list: Watchlist | undefined): readonly Way[] {
  if (list === undefined) return ["add", "import"];
  return ["add", "import", "entries", "sharing", "accept"];
}
