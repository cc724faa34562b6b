import type { ReactNode } from "react";
import { Panel } from "../show/panel.tsx";
import type { MessageId } from "../words/en.ts";
import { useText } from "../words/words.tsx";
import {
  ACCOUNT_FIELDS,
  type ChoicesDraft,
  type ClientDraft,
  type FieldName,
  HOLDER_FIELDS,
  PAPER_FIELDS,
} from "./choices-draft.ts";
import styles from "./reports.module.css";
import { useReportProfiles } from "./use-reports.ts";

/** What was chosen of a report that is no draft any more, or that the reader only reads. */
export function ReportChosen({ profile, draft }: { profile: string; draft: ChoicesDraft }) {
  const t = useText();
  const { data: profiles = [] } = useReportProfiles();
  const used = profiles.find(({ id }) => id === profile);
  const titles = new Map(used?.indicators.map(({ code, title }) => [code, title]));
  const filled = Object.entries(draft.fields).filter(([, text]) => text !== "");
  return (
    <Panel title={t("reports.choices")}>
      <dl className={styles.pairs}>
        <dt>{t("reports.profile")}</dt>
        <dd>
          <bdi>{used?.title ?? profile}</bdi>
        </dd>
        <dt>{t("reports.indicators")}</dt>
        <dd>
          {draft.indicators.map((code) => (
            <p key={code}>
              <span className="mono ltr">{code}</span> <bdi>{titles.get(code)}</bdi>
            </p>
          ))}
        </dd>
        {filled.map(([name, text]) => (
          <Pair key={name} name={t(`reports.field.${name as FieldName}`)}>
            {text}
          </Pair>
        ))}
        {draft.clients.map((client) => (
          <Client key={client.account} client={client} />
        ))}
      </dl>
    </Panel>
  );
}

function Client({ client: { account, ofAccount, ofHolder, ofPaper } }: { client: ClientDraft }) {
  const t = useText();
  const said = [
    ...ACCOUNT_FIELDS.map((name) => [`account.${name}`, ofAccount[name]] as const),
    ...HOLDER_FIELDS.map((name) => [`holder.${name}`, ofHolder[name]] as const),
    ...PAPER_FIELDS.map((name) => [`paper.${name}`, ofPaper[name]] as const),
  ].filter(([, text]) => text !== "");
  return (
    <>
      <dt>{t("reports.client.of")}</dt>
      <dd className="mono ltr">{account}</dd>
      {said.map(([name, text]) => (
        <Pair key={name} name={t(`reports.client.${name}` as MessageId)}>
          {text}
        </Pair>
      ))}
    </>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={styles.text}>
        <bdi>{children}</bdi>
      </dd>
    </>
  );
}
