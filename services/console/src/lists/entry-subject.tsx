import type { SubjectChange } from "@redflag/contract/http/list-entry";
import { AddressLink } from "../show/address.tsx";
import styles from "./watchlists.module.css";

/** Whom an entry is about: an address, which leads to its page, or an account at a venue. */
export function EntrySubject({ of: { address, venue, account } }: { of: Omit<SubjectChange, "before" | "after"> }) {
  if (address !== undefined) return <AddressLink caip10={address} copy />;
  return (
    <div className={styles.subject}>
      <bdi className="mono">{account}</bdi>
      <p className="muted">
        <bdi>{venue}</bdi>
      </p>
    </div>
  );
}
