import type { SubjectChange } from "@redflag/contract/http/list-entry";
import { Link } from "@tanstack/react-router";
import { AddressLink } from "../show/address.tsx";
import { CopyButton } from "../show/copy-button.tsx";
import { Text, useText } from "../words/words.tsx";

interface Props {
  subject: Pick<SubjectChange, "address" | "venue" | "account">;
  /** Where it is decided on: two addresses that differ in the middle only look alike when they are shortened. */
  whole?: boolean;
}

/** Whom an entry is about: an address, which leads to its page, or an account at a venue. */
export function SubjectName({ subject: { address, venue = "", account = "" }, whole = false }: Props) {
  const t = useText();
  if (address === undefined) {
    return (
      <Text
        id="list.propose.accountAt"
        values={{ account: <bdi className="mono">{account}</bdi>, venue: <bdi>{venue}</bdi> }}
      />
    );
  }
  if (!whole) return <AddressLink caip10={address} copy />;
  return (
    <span className="mono ltr with-copy">
      <Link to="/addresses/$address" params={{ address }}>
        {address}
      </Link>
      <CopyButton text={address} what={t("show.what.address")} />
    </span>
  );
}
