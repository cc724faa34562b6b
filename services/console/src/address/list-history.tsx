import type { Listing } from "@redflag/contract/http/routes/watchlists";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { Scroll } from "../show/scroll.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./address.module.css";

/** Everything that lists say of it or said: since when, until when, by whom, in which version. */
export function ListHistory({ listings }: { listings: readonly Listing[] }) {
  const t = useText();
  if (listings.length === 0) {
    return (
      <EmptyPanel title={t("address.lists")} id="lists">
        {t("address.lists.none")}
      </EmptyPanel>
    );
  }
  return (
    <Panel title={t("address.lists")} id="lists" flush>
      <Scroll name={t("address.lists")}>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t("address.listing.list")}</th>
              <th scope="col">{t("address.listing.says")}</th>
              <th scope="col">{t("address.listing.authority")}</th>
              <th scope="col">{t("address.listing.document")}</th>
              <th scope="col">{t("address.listing.since")}</th>
              <th scope="col">{t("address.listing.until")}</th>
              <th scope="col">{t("address.listing.sharing")}</th>
            </tr>
          </thead>
          <tbody>
            {listings.map((listing) => (
              <Row key={`${listing.list} ${listing.entry.id} ${listing.firstVersion}`} listing={listing} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}

function Row({ listing }: { listing: Listing }) {
  const t = useText();
  const { entry, state } = listing;
  return (
    <tr className={state === "in_force" ? undefined : styles.past}>
      <td>
        <bdi className="mono">{listing.list}</bdi>
        <p className="muted">{t(`address.listing.state.${state}`)}</p>
      </td>
      <td>
        <span className={styles.inline}>
          <SeverityMark severity={entry.severity} /> {t(`show.category.${entry.category}`)}
        </span>
        {entry.entity !== undefined && <bdi className={styles.beside}>{entry.entity}</bdi>}
      </td>
      <td>
        <bdi>{entry.authority}</bdi>
        <p className="muted">{t("address.listing.confidence", { percent: entry.confidence })}</p>
      </td>
      <td>
        <Document listing={listing} />
      </td>
      <td>
        <Time at={entry.validFrom ?? listing.listedAt} />
        <p className="muted">
          <Text
            id={listing.listedBy === undefined ? "address.listing.imported" : "address.listing.proposed"}
            values={{ version: listing.firstVersion, time: <Time at={listing.listedAt} /> }}
          />
        </p>
      </td>
      <td>
        <Until listing={listing} />
      </td>
      <td className="ltr">{entry.sharing}</td>
    </tr>
  );
}

function Document({ listing: { entry } }: { listing: Listing }) {
  const t = useText();
  const words = [entry.programme, entry.reference].filter((word) => word !== undefined).join(" · ");
  // A list's address is followed only where it is one of the web.
  const isWeb = entry.documentUrl !== undefined && /^https?:\/\//i.test(entry.documentUrl);
  if (!isWeb) return <bdi>{words === "" ? "–" : words}</bdi>;
  return (
    <a href={entry.documentUrl} target="_blank" rel="noopener noreferrer">
      <bdi>{words === "" ? t("address.listing.document") : words}</bdi>
      <span className="unseen">{t("address.listing.opens")}</span>
    </a>
  );
}

/** Why it is on the list no more: its own dates, or a version that had it no longer. */
function Until({ listing: { entry, endedAt, endedVersion, endedBy } }: { listing: Listing }) {
  const t = useText();
  if (endedAt !== undefined) {
    return (
      <>
        <Time at={endedAt} />
        <p className="muted">
          {t(endedBy === undefined ? "address.listing.endedImport" : "address.listing.endedProposal", {
            version: endedVersion ?? 0,
          })}
        </p>
      </>
    );
  }
  if (entry.validTo === undefined) return <span className="muted">{t("address.listing.open")}</span>;
  return (
    <>
      <Time at={entry.validTo} />
      <p className="muted">{t("address.listing.byDates")}</p>
    </>
  );
}
