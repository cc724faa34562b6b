import { Link } from "@tanstack/react-router";
import { useText } from "../words/words.tsx";
import { CopyButton } from "./copy-button.tsx";
import { partsOfCaip10, shortened } from "./shortened.ts";

/** An address that leads to its page: shortened in the middle, the whole on hover and for whoever hears it. */
export function AddressLink({ caip10, copy = false }: { caip10: string; copy?: boolean }) {
  const t = useText();
  const { account } = partsOfCaip10(caip10);
  return (
    <span className="mono ltr with-copy">
      <Link to="/addresses/$address" params={{ address: caip10 }} title={account}>
        <span className="screen-only" aria-hidden="true">
          {shortened(account)}
        </span>
        <span className="print-only" aria-hidden="true">
          {account}
        </span>
        <span className="unseen">{t("show.address", { address: account })}</span>
      </Link>
      {copy && <CopyButton text={account} what={t("show.what.address")} />}
    </span>
  );
}
