import type { ProposalDetail } from "@redflag/contract/http/routes/list-proposals";
import { Hash } from "../show/hash.tsx";
import { Panel } from "../show/panel.tsx";
import { Text, useText } from "../words/words.tsx";
import { GateFigures } from "./gate-figures.tsx";
import { HeldFigures } from "./held-figures.tsx";
import styles from "./proposals.module.css";
import { useWatchlists } from "./use-lists.ts";

/** What a proposal rests on besides its words: a file, or a version that a gate held back. */
export function ProposalBasis({ proposal }: { proposal: ProposalDetail }) {
  if (proposal.file !== undefined) return <FileBasis file={proposal.file} />;
  if (proposal.accept !== undefined) return <HeldBasis list={proposal.list} id={proposal.accept} />;
  return null;
}

function FileBasis({ file }: { file: NonNullable<ProposalDetail["file"]> }) {
  const t = useText();
  return (
    <Panel title={t("list.import.title")} flush>
      <dl className={`${styles.pairs} ${styles.pad}`}>
        <dt>{t("list.proposal.file.name")}</dt>
        <dd>
          <bdi className="mono">{file.name}</bdi> <Text id="list.proposal.file.rows" values={{ count: file.rows }} />
        </dd>
        <dt>{t("list.proposal.file.sha256")}</dt>
        <dd>
          <Hash hash={file.sha256} />
        </dd>
        <dt>{t("list.import.entries")}</dt>
        <dd className="number">{file.entries}</dd>
        <dt>{t("list.import.digest")}</dt>
        <dd>
          <Hash hash={file.digest} />
        </dd>
      </dl>
      {file.failures.length > 0 && (
        <>
          <p className={styles.pad}>{t("list.proposal.file.despite", { count: file.failures.length })}</p>
          <GateFigures failures={file.failures} />
        </>
      )}
    </Panel>
  );
}

/** Its figures are gone once it was accepted, or another came in its place. */
function HeldBasis({ list, id }: { list: string; id: string }) {
  const t = useText();
  const { data } = useWatchlists();
  const held = data?.find((one) => one.id === list)?.held;
  if (held?.id !== id) return null;
  return (
    <Panel title={t("list.propose.accept")} flush>
      <HeldFigures held={held} />
    </Panel>
  );
}
