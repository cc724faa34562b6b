import { useText } from "../words/words.tsx";
import { CopyButton } from "./copy-button.tsx";
import { HintedWords } from "./hint.tsx";
import { shortened } from "./shortened.ts";

/** A transaction's or block's hash, with what copies it. `href`: where an explorer shows it. */
export function Hash({ hash, href }: { hash: string; href?: string | undefined }) {
  const t = useText();
  const whole = <span className="mono ltr">{hash}</span>;
  const shown = (
    <>
      <span className="screen-only">{shortened(hash)}</span>
      <span className="print-only">{hash}</span>
    </>
  );
  return (
    <span className="mono ltr with-copy">
      {href === undefined ? (
        <HintedWords text={whole}>{shown}</HintedWords>
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer" title={hash}>
          {shown}
          <span className="unseen">{t("show.opensExplorer")}</span>
        </a>
      )}
      <CopyButton text={hash} what={t("show.what.hash")} />
    </span>
  );
}
