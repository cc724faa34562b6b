import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { useIntl } from "react-intl";
import { AddressLink } from "../show/address.tsx";
import { Panel } from "../show/panel.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./listings.module.css";
import { Services } from "./services.tsx";
import { type ListedEntry, useListedEntries } from "./use-listed-entries.ts";
import { webLink } from "./web-link.ts";

type Copied = AlertDetail["explanation"]["listings"][number];

/** Which lists the finding rests on, as they stood when it was made, and where each says so. */
export function Listings({ alert }: { alert: AlertDetail }) {
  const entries = useListedEntries(alert);
  const { listings } = alert.explanation;
  return (
    <Panel title={<Text id="alert.listings" />}>
      {listings.length === 0 ? (
        <p className="muted">
          <Text id="alert.listings.none" />
        </p>
      ) : (
        <ul className={styles.listings}>
          {listings.map((listing) => (
            <li key={`${listing.list}/${listing.entryId}`}>
              <OneListing listing={listing} entry={entries.get(listing.entryId)} chain={alert.chain} />
            </li>
          ))}
        </ul>
      )}
      <Services alert={alert} />
    </Panel>
  );
}

interface ListingProps {
  listing: Copied;
  entry: ListedEntry | undefined;
  chain: string;
}

function OneListing({ listing, entry, chain }: ListingProps) {
  const t = useText();
  const { list, listVersion, category, severity, authority, confidence, programme, reference } = listing;
  const document = webLink(listing.documentUrl ?? entry?.entry.documentUrl);
  return (
    <>
      <p className={styles.name}>
        <SeverityMark severity={severity} word={false} />
        <strong>
          <bdi>{authority}</bdi>
        </strong>
        {programme !== undefined && <bdi>{programme}</bdi>}
        {reference !== undefined && <bdi className="muted">{reference}</bdi>}
        {document !== undefined && (
          <a href={document} target="_blank" rel="noopener noreferrer">
            <Text id="alert.document" />
            <span className={styles.printed}> {document}</span>
          </a>
        )}
      </p>
      <p className={styles.facts}>
        {entry !== undefined && <AddressLink caip10={`${chain}:${entry.address}`} />}
        {entry?.entry.entity !== undefined && <bdi>{entry.entry.entity}</bdi>}
        <bdi lang="en">{category}</bdi>
        <span>
          <Text id="alert.list.version" values={{ list: <bdi>{list}</bdi>, version: listVersion }} />
        </span>
        {confidence < 100 && <span>{t("alert.list.confidence", { confidence })}</span>}
        {entry !== undefined && <Validity entry={entry} />}
        {entry?.entry.jurisdictions !== undefined && <Jurisdictions codes={entry.entry.jurisdictions} />}
        {entry !== undefined && entry.state !== "in_force" && <strong>{t(`alert.list.${entry.state}`)}</strong>}
      </p>
    </>
  );
}

function Validity({ entry: { entry } }: { entry: ListedEntry }) {
  return (
    <>
      {entry.validFrom !== undefined && (
        <span>
          <Text id="alert.list.from" values={{ time: <Time at={entry.validFrom} /> }} />
        </span>
      )}
      {entry.validTo !== undefined && (
        <span>
          <Text id="alert.list.to" values={{ time: <Time at={entry.validTo} /> }} />
        </span>
      )}
    </>
  );
}

function Jurisdictions({ codes }: { codes: readonly string[] }) {
  const intl = useIntl();
  return <span>{codes.map((code) => intl.formatDisplayName(code, { type: "region" }) ?? code).join(", ")}</span>;
}
