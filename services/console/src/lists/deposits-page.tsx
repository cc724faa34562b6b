import type { Deposit } from "@redflag/contract/http/routes/derived-lists";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { useChains } from "../api/use-chains.ts";
import { usePages } from "../api/use-pages.ts";
import { AddressLink } from "../show/address.tsx";
import { Button } from "../show/button.tsx";
import { CheckBox } from "../show/check-box.tsx";
import { Choice } from "../show/choice.tsx";
import { Page } from "../show/page.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty, Loading, NotPermitted } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import styles from "./proposals.module.css";
import { ProposeDepositsDialog } from "./propose-deposits-dialog.tsx";
import { BEGUN_ENTRIES_MAX } from "./propose-search.ts";

const route = getRouteApi("/deposits");

/** Addresses that forward what they receive to a known service: on no list, until somebody proposes so. */
export function DepositsPage() {
  const t = useText();
  const navigate = useNavigate();
  const mayRead = useMay("lists:read");
  const chains = useChains();
  const watched = [...chains.values()].filter((one) => one.watched);
  const { chain = watched[0]?.name } = route.useSearch();
  if (!mayRead) return <NotPermitted />;
  return (
    <Page
      title={t("list.deposit.title")}
      lead={t("list.deposit.lead")}
      beside={
        <>
          <Link to="/watchlists">{t("list.title")}</Link>
          <Link to="/proposals">{t("list.proposal.title")}</Link>
        </>
      }
    >
      <div className={styles.acts}>
        <Choice
          label={t("list.chain")}
          value={chain}
          onChange={(name) => void navigate({ to: "/deposits", search: { chain: name } })}
          options={watched.map(({ name, title }) => ({ id: name, name: title }))}
        />
      </div>
      {chain === undefined ? <Nothing isKnown={chains.size > 0} /> : <Table key={chain} chain={chain} />}
    </Page>
  );
}

function Nothing({ isKnown }: { isKnown: boolean }) {
  const t = useText();
  if (!isKnown) return <Loading />;
  return <Empty title={t("list.deposit.noChain")}>{t("list.deposit.none.hint")}</Empty>;
}

function Table({ chain }: { chain: string }) {
  const t = useText();
  const intl = useIntl();
  const mayPropose = useMay("lists:propose");
  const caip2 = useChains()
    .values()
    .find(({ name }) => name === chain)?.id;
  const [chosen, setChosen] = useState<readonly Deposit[]>([]);
  const [isOpen, setOpen] = useState(false);
  const { items, pages } = usePages(["deposits", chain], (page) => api.listDeposits({ query: { ...page, chain } }));
  const addresses = new Set(chosen.map(({ address }) => address));
  const choose = (deposit: Deposit, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, deposit] : chosen.filter(({ address }) => address !== deposit.address));
  const addressOf = (address: string) =>
    caip2 === undefined ? <bdi className="mono ltr">{address}</bdi> : <AddressLink caip10={`${caip2}:${address}`} />;
  const columns: readonly Column<Deposit>[] = [
    ...(mayPropose
      ? [
          {
            head: t("list.propose.choose"),
            cell: (deposit: Deposit) => (
              <CheckBox
                isSelected={addresses.has(deposit.address)}
                isDisabled={chosen.length >= BEGUN_ENTRIES_MAX && !addresses.has(deposit.address)}
                label={t("list.deposit.choose.one", { address: deposit.address })}
                onChange={(isChosen) => choose(deposit, isChosen)}
              />
            ),
          },
        ]
      : []),
    { head: t("list.field.address"), cell: ({ address }) => addressOf(address) },
    {
      head: t("list.deposit.service"),
      cell: ({ entity }) => (entity === undefined ? <span className="muted">–</span> : <bdi>{entity}</bdi>),
    },
    { head: t("list.deposit.wallet"), cell: ({ service }) => addressOf(service) },
    {
      head: t("list.field.confidence"),
      cell: ({ confidence }) => intl.formatNumber(confidence / 100, { style: "percent" }),
      className: "amount number",
    },
    {
      head: t("list.deposit.forwards"),
      cell: ({ evidence }) => intl.formatNumber(evidence.forwardCount),
      className: "amount number",
    },
    {
      head: t("list.deposit.share"),
      cell: ({ evidence }) =>
        intl.formatNumber(evidence.sharePpm / 1_000_000, { style: "percent", maximumFractionDigits: 2 }),
      className: "amount number",
    },
    { head: t("list.deposit.first"), cell: ({ evidence }) => <Time at={evidence.firstTime} /> },
    { head: t("list.deposit.last"), cell: ({ evidence }) => <Time at={evidence.lastTime} /> },
    {
      head: t("list.deposit.since"),
      cell: ({ inferredAt }) => inferredAt.block,
      className: "amount number",
    },
  ];
  return (
    <>
      {mayPropose && items !== undefined && items.length > 0 && (
        <div className={styles.acts}>
          <Button kind="primary" isDisabled={chosen.length === 0} onPress={() => setOpen(true)}>
            {t("list.deposit.propose", { count: chosen.length })}
          </Button>
          <p className="muted">{t("list.deposit.propose.hint", { count: BEGUN_ENTRIES_MAX })}</p>
        </div>
      )}
      <section className={items?.length ? "panel" : ""} aria-label={t("list.deposit.title")}>
        <RowTable
          label={t("list.deposit.title")}
          columns={columns}
          rows={items}
          keyOf={({ address }) => address}
          pages={pages}
          empty={<Empty title={t("list.deposit.none")}>{t("list.deposit.none.hint")}</Empty>}
        />
      </section>
      {isOpen && <ProposeDepositsDialog deposits={chosen} onClose={() => setOpen(false)} />}
    </>
  );
}
