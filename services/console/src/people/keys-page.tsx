import type { ApiKey } from "@redflag/contract/http/routes/keys";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useCaller, useMay } from "../api/session.ts";
import { usePages } from "../api/use-pages.ts";
import { useNow } from "../app/now.ts";
import { Button } from "../show/button.tsx";
import { Page } from "../show/page.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty, NotPermitted } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { KeyFilters } from "./key-filters.tsx";
import { KeyMark } from "./key-mark.tsx";
import { keyStateOf } from "./key-state.ts";
import { mayId } from "./may-id.ts";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import styles from "./people.module.css";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { SandboxKeyDialog } from "./sandbox-key-dialog.tsx";
import { usePeopleNames } from "./use-people-names.ts";
import { useSubscriberName } from "./use-subscribers.ts";

const route = getRouteApi("/keys");

/** What programs call with: whose, what each may, and until when. */
export function KeysPage() {
  const t = useText();
  const mayRead = useMay("keys:read");
  const mayWrite = useMay("keys:write");
  const maySandbox = useMay("sandbox:write");
  const isSandbox = route.useSearch().of === "sandbox";
  const [isMaking, setMaking] = useState(false);
  if (!mayRead) return <NotPermitted />;
  const mayMake = isSandbox ? maySandbox : mayWrite;
  return (
    <Page
      title={t("shell.apiKeys")}
      lead={t(isSandbox ? "people.keys.lead.sandbox" : "people.keys.lead")}
      beside={
        mayMake && (
          <Button kind="primary" onPress={() => setMaking(true)}>
            <Plus size={14} aria-hidden />
            {t("people.key.make")}
          </Button>
        )
      }
    >
      <KeyFilters />
      <Keys />
      {isMaking && !isSandbox && <NewKeyDialog onClose={() => setMaking(false)} />}
      {isMaking && isSandbox && <SandboxKeyDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}

function Keys() {
  const t = useText();
  const now = useNow();
  const nameOf = useSubscriberName();
  const isStaff = useCaller().subscriber === undefined;
  const mayWrite = useMay("keys:write");
  const [revoked, setRevoked] = useState<ApiKey>();
  const { subscriber, createdBy, of } = route.useSearch();
  const { items, pages } = usePages(["keys", subscriber, createdBy, of], (page) =>
    api.listKeys({
      query: {
        ...page,
        ...(subscriber && { subscriber }),
        ...(createdBy && { createdBy }),
        ...(of === "sandbox" && { sandbox: "true" }),
      },
    }),
  );
  const columns: readonly Column<ApiKey>[] = [
    {
      head: t("people.name"),
      cell: ({ name, prefix }) => (
        <span className={styles.person}>
          <bdi>{name}</bdi>
          <span className="mono ltr muted">{prefix}…</span>
        </span>
      ),
    },
    ...(isStaff
      ? [
          {
            head: t("people.key.owner"),
            cell: (key: ApiKey) =>
              key.subscriber === undefined ? t("people.key.staff") : <bdi>{nameOf(key.subscriber)}</bdi>,
          },
        ]
      : []),
    {
      head: t("people.key.may"),
      cell: ({ scopes }) => <div className={styles.scopes}>{scopes.map((one) => t(mayId(one))).join(" · ")}</div>,
    },
    { head: t("people.key.maker"), cell: (key) => <Maker createdBy={key.createdBy} /> },
    { head: t("people.key.madeAt"), cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      head: t("people.key.lastUsed"),
      cell: ({ lastUsedAt }) =>
        lastUsedAt === undefined ? <span className="muted">{t("people.never")}</span> : <Time at={lastUsedAt} />,
    },
    { head: t("people.key.expires"), cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    { head: t("people.state"), cell: (key) => <KeyMark apiKey={key} /> },
    ...(mayWrite
      ? [
          {
            head: t("people.key.acts"),
            cell: (key: ApiKey) =>
              ["working", "expiring"].includes(keyStateOf(key, now)) && (
                <Button
                  kind="danger"
                  aria-label={t("people.key.revoke.of", { name: key.name })}
                  onPress={() => setRevoked(key)}
                >
                  {t("people.key.revoke")}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <section className={items?.length ? "panel" : ""} aria-label={t("shell.apiKeys")}>
      <RowTable
        label={t("shell.apiKeys")}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        pages={pages}
        empty={<Empty title={t("people.keys.none")}>{t("people.keys.none.hint")}</Empty>}
      />
      {revoked !== undefined && <RevokeDialog apiKey={revoked} onClose={() => setRevoked(undefined)} />}
    </section>
  );
}

/** A person leads to their page, for whoever may see it; a key is named by what it is. */
function Maker({ createdBy }: { createdBy: string }) {
  const t = useText();
  const names = usePeopleNames();
  const { id: own } = useCaller();
  const [kind, id = ""] = createdBy.split(":");
  if (kind === "system") return t("people.key.maker.system");
  if (kind === "key") return t("people.key.maker.key");
  if (id === own) return t("people.key.maker.you");
  const name = names.get(id);
  if (name === undefined) return t("people.key.maker.person");
  return (
    <Link to="/people/$id" params={{ id }}>
      <bdi>{name}</bdi>
    </Link>
  );
}
