import type { SubjectChange } from "@redflag/contract/http/list-entry";
import { Link } from "@tanstack/react-router";
import { CopyButton } from "../show/copy-button.tsx";
import { Text, useText } from "../words/words.tsx";

/** Whom an entry is about: an address whole, as two that differ in the middle only look alike, or an account at a venue. */
export function SubjectName({ subject }: { subject: Pick<SubjectChange, "address" | "venue" | "account"> }) {
  const t = useText();
  const { address, venue = "", account = "" } = subject;
  if (address === undefined) {
    return (
      <Text
        id="list.propose.accountAt"
        values={{ account: <bdi className="mono">{account}</bdi>, venue: <bdi>{venue}</bdi> }}
      />
    );
  }
  return (
    <span className="mono ltr with-copy">
      <Link to="/addresses/$address" params={{ address }}>
        {address}
      </Link>
      <CopyButton text={address} what={t("show.what.address")} />
    </span>
  );
}
