import type { AccessSubject } from "@redflag/contract/http/routes/access-reviews";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useCaller } from "../api/session.ts";
import { usePages } from "../api/use-pages.ts";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { DecideDialog } from "./decide-dialog.tsx";
import { mayId } from "./may-id.ts";
import styles from "./people.module.css";

const PAGE_ROWS = 200;

/** Every access as it was when the review began, with what was decided. Rows stay where they are. */
export function AccessSubjects({ review, mayDecide }: { review: string; mayDecide: boolean }) {
  const t = useText();
  const { id: own } = useCaller();
  const [asked, setAsked] = useState<AccessSubject>();
  const { items, pages } = usePages(["access-subjects", review], (page) =>
    api.listAccessSubjects({ params: { id: review }, query: { ...page, limit: PAGE_ROWS } }),
  );
  const isOnlyAdmin =
    items?.some(({ id, kind, roles }) => kind === "user" && roles.includes("admin") && id !== own) === false;
  const columns: readonly Column<AccessSubject>[] = [
    {
      head: t("people.review.subject"),
      cell: ({ kind, id, name, label, subscriber }) => (
        <span className={styles.person}>
          {kind === "user" ? (
            <Link to="/people/$id" params={{ id }}>
              <bdi>{name}</bdi>
            </Link>
          ) : (
            <bdi>{name}</bdi>
          )}
          <span className="muted">
            <Text id={`people.review.kind.${kind}`} values={{ label: <bdi>{label}</bdi> }} />
            {subscriber !== undefined && (
              <>
                {" · "}
                <bdi>{subscriber}</bdi>
              </>
            )}
          </span>
        </span>
      ),
    },
    {
      head: t("people.key.may"),
      cell: ({ roles, scopes }) => (
        <div className={styles.scopes}>
          {scopes.length === 0
            ? roles.map((role) => t(`shell.role.${role}`)).join(", ")
            : scopes.map((scope) => t(mayId(scope))).join(" · ")}
        </div>
      ),
    },
    {
      head: t("people.review.lastUsed"),
      cell: ({ lastUsedAt }) =>
        lastUsedAt === undefined ? <span className="muted">{t("people.never")}</span> : <Time at={lastUsedAt} />,
    },
    {
      head: t("people.review.marks"),
      cell: ({ marks }) => (
        <span className={styles.marks}>
          {marks.map((mark) => (
            <span key={mark} className="pill">
              {t(`people.mark.${mark}`)}
            </span>
          ))}
        </span>
      ),
    },
    { head: t("people.review.decision"), cell: (subject) => <Decision subject={subject} /> },
    ...(mayDecide
      ? [
          {
            head: t("people.review.acts"),
            cell: (subject: AccessSubject) =>
              subject.id === own && !isOnlyAdmin ? (
                <span className="muted">{t("people.review.own")}</span>
              ) : (
                <Button
                  aria-label={t(`people.review.${actOf(subject)}.of`, { name: subject.name })}
                  onPress={() => setAsked(subject)}
                >
                  {t(`people.review.${actOf(subject)}`)}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <Panel title={t("people.review.subjects")} flush>
      <RowTable
        label={t("people.review.subjects")}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        pages={pages}
        empty={<Empty title={t("people.review.subjects.none")} />}
      />
      {asked !== undefined && (
        <DecideDialog review={review} subject={asked} isOwn={asked.id === own} onClose={() => setAsked(undefined)} />
      )}
    </Panel>
  );
}

function actOf({ decision }: AccessSubject): "decide" | "decideAnew" {
  return decision === undefined ? "decide" : "decideAnew";
}

function Decision({ subject: { decision } }: { subject: AccessSubject }) {
  const t = useText();
  if (decision === undefined) return <span className="muted">{t("people.review.undecided")}</span>;
  const { verdict, reason, by, at, isOwn } = decision;
  return (
    <span className={styles.person}>
      <span>
        <strong>{t(`people.verdict.${verdict}`)}</strong> <bdi>{reason}</bdi>
      </span>
      <span className="muted">
        <Text
          id={isOwn ? "people.review.by.own" : "people.review.by"}
          values={{ name: <bdi>{by.name}</bdi>, time: <Time at={at} /> }}
        />
      </span>
    </span>
  );
}
