import type { ScreenedItem, Screening } from "@redflag/contract/http/routes/screening";
import { CHAINS } from "@redflag/domain/chain-registry";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useDeferredValue, useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { useDraft } from "../alert/use-draft.ts";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { Choice } from "../show/choice.tsx";
import { Page } from "../show/page.tsx";
import { Panel } from "../show/panel.tsx";
import { FailureLine, NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { type AddressLines, readAddressLines } from "./address-lines.ts";
import { BadLines } from "./bad-lines.tsx";
import { PasteField } from "./paste-field.tsx";
import { Results } from "./results.tsx";
import styles from "./screening.module.css";

const ADDRESSES_MAX = 1_000;

/** What was asked, line by line, and what came back. */
export interface Answered {
  lines: AddressLines;
  items: readonly ScreenedItem[];
  noMatchAsOf: NonNullable<Screening["noMatchAsOf"]>;
}

/** Up to a thousand addresses at once. What is pasted stays in this tab, and stands in no URL. */
export function ScreeningPage() {
  return useMay("screening:read") ? <Known /> : <NotPermitted />;
}

function Known() {
  const t = useText();
  const { formatNumber } = useIntl();
  const [text, setText] = useDraft("screening");
  const [chainId, setChain] = useState("");
  const looked = useDeferredValue(text);
  const lines = useMemo(() => {
    return readAddressLines(
      looked,
      CHAINS.find(({ caip2 }) => caip2 === chainId),
    );
  }, [looked, chainId]);
  const { good, bad, repeated } = lines;
  const screen = useMutation({
    mutationFn: async (asked: AddressLines): Promise<Answered> => {
      const addresses = asked.good.map(({ address }) => address);
      return { lines: asked, ...(await api.screenAddresses({ body: { addresses } })).body };
    },
  });
  const tooMany = good.length > ADDRESSES_MAX;
  const isReady = good.length > 0 && !tooMany && looked === text;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !screen.isPending) screen.mutate(lines);
  };
  return (
    <Page title={t("screening.title")} lead={t("screening.lead", { max: formatNumber(ADDRESSES_MAX) })}>
      <Panel title={t("screening.input")}>
        <form className={styles.stack} onSubmit={submit}>
          <PasteField
            label={t("screening.addresses")}
            hint={t("screening.addresses.hint")}
            value={text}
            onChange={setText}
          />
          <div className={styles.acts}>
            <Choice
              label={t("screening.chain")}
              value={chainId}
              onChange={setChain}
              options={[
                { id: "", name: t("screening.chain.any") },
                ...CHAINS.map(({ caip2, title }) => ({ id: caip2 as string, name: title })),
              ]}
            />
          </div>
          <p aria-live="polite">{text !== "" && t("screening.preview", { good: good.length, repeated })}</p>
          <BadLines bad={bad} />
          {tooMany && <p role="alert">{t("screening.tooMany", { max: ADDRESSES_MAX, count: good.length })}</p>}
          {screen.error !== null && <FailureLine error={screen.error} />}
          <div>
            <Button kind="primary" type="submit" isDisabled={!isReady} isPending={screen.isPending}>
              {t("screening.do")}
            </Button>
          </div>
        </form>
      </Panel>
      {screen.data !== undefined && <Results key={screen.submittedAt} answered={screen.data} />}
    </Page>
  );
}
