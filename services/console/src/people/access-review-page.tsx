import type { AccessReview } from "@redflag/contract/http/routes/access-reviews";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { AskDialog } from "../show/ask-dialog.tsx";
import { Button } from "../show/button.tsx";
import { Page } from "../show/page.tsx";
import { saveFile } from "../show/save-file.ts";
import { Empty, Failure, FailureLine, Loading, NotPermitted } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { AccessSubjects } from "./access-subjects.tsx";
import styles from "./people.module.css";
import { ReviewList } from "./review-list.tsx";
import { ReviewStanding } from "./review-notice.tsx";
import { useAccessReviews, useReviewDeed } from "./use-access-reviews.ts";

const route = getRouteApi("/access-review");

/** Who and what has access, gone through one by one. */
export function AccessReviewPage() {
  const t = useText();
  const mayRead = useMay("users:read");
  const mayWrite = useMay("users:write");
  const { items, pages } = useAccessReviews();
  const { review } = route.useSearch();
  if (!mayRead) return <NotPermitted />;
  if (pages.error !== null) return <Failure error={pages.error} onRetry={() => void pages.refetch()} />;
  if (items === undefined) return <Loading rows={10} />;
  const shown = review === undefined ? items[0] : items.find(({ id }) => id === review);
  const isOneOpen = items.some(({ finishedAt }) => finishedAt === undefined);
  return (
    <Page
      title={t("people.review.title")}
      lead={t("people.review.lead")}
      beside={mayWrite && !isOneOpen && <Begin isFirst={items.length === 0} />}
    >
      {items.length === 0 ? (
        <Empty title={t("people.review.none")}>{t("people.review.none.hint")}</Empty>
      ) : (
        <p className={styles.notice}>
          <span>
            <ReviewStanding />
          </span>
        </p>
      )}
      {shown !== undefined && <Shown review={shown} mayWrite={mayWrite} />}
      {items.length > 0 && <ReviewList reviews={items} pages={pages} shown={shown?.id} />}
    </Page>
  );
}

function Begin({ isFirst }: { isFirst: boolean }) {
  const t = useText();
  const deed = useReviewDeed();
  const begin = useMutation({ mutationFn: () => deed(() => api.startAccessReview()) });
  return (
    <>
      {begin.error !== null && <FailureLine error={begin.error} />}
      <Button kind="primary" isPending={begin.isPending} onPress={() => begin.mutate()}>
        {t(isFirst ? "people.review.begin.first" : "people.review.begin")}
      </Button>
    </>
  );
}

function Shown({ review, mayWrite }: { review: AccessReview; mayWrite: boolean }) {
  const t = useText();
  const deed = useReviewDeed();
  const [isFinishing, setFinishing] = useState(false);
  const { id, subjectCount, decidedCount, startedAt, startedBy, finishedAt, finishedBy } = review;
  const isOpen = finishedAt === undefined;
  const take = useMutation({
    mutationFn: async () => {
      const { file } = await api.exportAccessReview({ params: { id } });
      if (file !== undefined) saveFile(file);
    },
  });
  return (
    <>
      <div className={styles.notice}>
        <span>
          <Text
            id="people.review.begun"
            values={{ name: <bdi>{startedBy.name}</bdi>, time: <Time at={startedAt} />, total: subjectCount }}
          />{" "}
          {finishedBy !== undefined && finishedAt !== undefined && (
            <Text
              id="people.review.finished"
              values={{ name: <bdi>{finishedBy.name}</bdi>, time: <Time at={finishedAt} /> }}
            />
          )}
        </span>
        {take.error !== null && <FailureLine error={take.error} />}
        <Button isPending={take.isPending} onPress={() => take.mutate()}>
          <Download size={14} aria-hidden />
          {t("people.review.export")}
        </Button>
        {mayWrite && isOpen && (
          <Button kind="primary" isDisabled={decidedCount < subjectCount} onPress={() => setFinishing(true)}>
            {t("people.review.finish")}
          </Button>
        )}
      </div>
      <AccessSubjects review={id} mayDecide={mayWrite && isOpen} />
      {isFinishing && (
        <AskDialog
          title={t("people.review.finish")}
          hint={t("people.review.finish.hint")}
          action={t("people.review.finish")}
          onClose={() => setFinishing(false)}
          onConfirm={() => deed(() => api.finishAccessReview({ params: { id } }))}
        />
      )}
    </>
  );
}
