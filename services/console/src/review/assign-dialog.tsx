import { useState } from "react";
import { Autocomplete, Input, Label, ListBox, ListBoxItem, SearchField, useFilter } from "react-aria-components";
import { Failure, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { ReasonField } from "./reason-field.tsx";
import styles from "./review.module.css";
import { type ReviewDialogProps, ReviewFrame } from "./review-frame.tsx";
import { useReviewers } from "./use-reviewers.ts";

/** Gives alerts to somebody who may have them. */
export function AssignDialog(props: ReviewDialogProps) {
  const t = useText();
  const reviewers = useReviewers();
  const { contains } = useFilter({ sensitivity: "base" });
  const [assignee, setAssignee] = useState<string>();
  const [note, setNote] = useState("");
  const text = note.trim();
  const action =
    assignee === undefined ? undefined : { action: "assign" as const, assignee, ...(text !== "" && { text }) };
  return (
    <ReviewFrame {...props} title="review.assign.title" submit="review.assign" action={action}>
      {reviewers.error !== null && <Failure error={reviewers.error} onRetry={() => void reviewers.refetch()} />}
      {reviewers.isPending && <Loading rows={3} />}
      {reviewers.data !== undefined && (
        <Autocomplete filter={contains}>
          <SearchField className="field" autoFocus>
            <Label>{t("review.assignee")}</Label>
            <Input className="input" />
          </SearchField>
          <ListBox
            className={`menu ${styles.people}`}
            aria-label={t("review.assignee")}
            items={reviewers.data.items}
            selectionMode="single"
            selectedKeys={assignee === undefined ? [] : [assignee]}
            onSelectionChange={(keys) => setAssignee(keys === "all" ? undefined : [...keys].map(String)[0])}
            renderEmptyState={() => <p className="muted">{t("review.assignee.none")}</p>}
          >
            {({ id, name, roles }) => (
              <ListBoxItem id={id} textValue={name} className={`menu-item ${styles.person}`}>
                <bdi>{name}</bdi>
                <span className="muted">{roles.map((role) => t(`shell.role.${role}`)).join(", ")}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </Autocomplete>
      )}
      {reviewers.data?.more === true && <p className="muted">{t("review.assignee.more")}</p>}
      <ReasonField value={note} onChange={setNote} isRequired={false} />
    </ReviewFrame>
  );
}
