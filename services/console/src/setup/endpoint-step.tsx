import type { ChainCoverage } from "@redflag/contract/http/routes/coverage";
import type { Installation } from "@redflag/contract/http/routes/operations";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useChains } from "../api/use-chains.ts";
import { Choice } from "../show/choice.tsx";
import { Text, useText } from "../words/words.tsx";
import { CopyLines } from "./copy-lines.tsx";
import styles from "./setup.module.css";
import { dockerLines, startLine } from "./start-lines.ts";
import { StepRow } from "./step-row.tsx";

const FIRST_CHOICE = "ethereum";

interface Props {
  installation: Installation;
  coverage: readonly ChainCoverage[];
  isDone: boolean;
}

/** An endpoint: the one thing that nobody but its owner can give, where no browser comes near its key. */
export function EndpointStep({ installation, coverage, isDone }: Props) {
  const t = useText();
  const [chain, setChain] = useState(FIRST_CHOICE);
  const options = [...useChains().values()].map(({ name, title }) => ({ id: name, name: title }));
  return (
    <StepRow number={1} title={t("setup.endpoint")} isDone={isDone}>
      <p>{t("setup.endpoint.why")}</p>
      <p className="muted">{t("setup.endpoint.two")}</p>
      <Choice label={t("setup.endpoint.chain")} value={chain} options={options} onChange={setChain} />
      <CopyLines label={t("setup.endpoint.start")} text={startLine(chain)} />
      <CopyLines label={t("setup.endpoint.docker")} text={dockerLines(chain)} />
      <Answers installation={installation} coverage={coverage} />
    </StepRow>
  );
}

/** What the endpoints that were given say, as it comes. */
function Answers({ installation: { chains }, coverage }: Omit<Props, "isDone">) {
  const t = useText();
  const { formatNumber } = useIntl();
  const given = chains.filter(({ endpointHosts }) => endpointHosts.length > 0);
  return (
    <div role="status" className={styles.now}>
      {given.length === 0 && t("setup.endpoint.waiting")}
      {given.map(({ chain, title, endpointHosts }) => {
        const head = coverage.find((one) => one.chain === chain)?.head;
        return (
          <p key={chain}>
            <bdi>{title}</bdi>: <bdi className="mono ltr">{endpointHosts.join(", ")}</bdi> ·{" "}
            {head === undefined
              ? t("setup.endpoint.silent")
              : t("setup.endpoint.answers", { head: formatNumber(head.block) })}
            {endpointHosts.length === 1 && <> · {<Text id="setup.endpoint.alone" />}</>}
          </p>
        );
      })}
    </div>
  );
}
