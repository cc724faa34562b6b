import type { AlertCounts, Count } from "@redflag/contract/http/routes/alerts";
import { SEVERITIES, type Severity } from "@redflag/domain/entry";
import { useIntl } from "react-intl";
import { useCaller, useMay } from "../api/session.ts";
import { useChainTitle } from "../api/use-chains.ts";
import { useReviewers } from "../review/use-reviewers.ts";
import { SeverityMark } from "../show/severity.tsx";
import { Failure } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { countText } from "./count-text.ts";
import { Facet, type FacetChoice } from "./facet.tsx";
import { EXPOSURES, REVIEWS, reviewsOf, STATES, type WordFilter, wordsOf } from "./queue-search.ts";
import styles from "./sidebar.module.css";
import { useCounts } from "./use-counts.ts";
import { useQueueSearch } from "./use-queue-search.ts";

/** People who are named in the sidebar; others are found by a saved view or a link. */
const PEOPLE_MAX = 5;

/** Filters, each with how many alerts wait there. */
export function Facets() {
  const t = useText();
  const intl = useIntl();
  const counts = useCounts();
  const chainTitle = useChainTitle();
  const { search, narrow } = useQueueSearch();
  const people = usePeople();
  const data = counts.data;
  const number = (count: Count | undefined) => count && countText(count, intl.formatNumber);
  const some = (filter: WordFilter, choices: readonly FacetChoice[]) => (
    <Facet
      name={t(`queue.facet.${filter as "severity"}`)}
      choices={choices}
      chosen={filter === "review" ? (reviewsOf(search)?.split(",") ?? []) : wordsOf(search, filter)}
      onChoose={(words) => narrow({ [filter]: filter === "review" && words.length === 0 ? "any" : words.join(",") })}
    />
  );
  return (
    <section aria-labelledby="facets">
      <h2 id="facets" className="unseen">
        {t("queue.facets")}
      </h2>
      {counts.error !== null && <Failure error={counts.error} onRetry={() => void counts.refetch()} />}
      {some(
        "severity",
        SEVERITIES.toReversed().map((severity: Severity) => ({
          id: severity,
          name: <SeverityMark severity={severity} />,
          count: number(data?.severity[severity]),
        })),
      )}
      {some(
        "review",
        REVIEWS.map((review) => ({
          id: review,
          name: t(`queue.review.${review}`),
          count: number(review === "closed" ? undefined : data?.review[review]),
        })),
      )}
      <Facet
        name={t("queue.facet.assignee")}
        choices={people}
        chosen={search.assignee === undefined ? [] : [search.assignee]}
        isSingle
        onChoose={([assignee]) => narrow({ assignee })}
      />
      {some(
        "exposure",
        EXPOSURES.map((exposure) => ({ id: exposure, name: t(`queue.exposure.${exposure}`) })),
      )}
      <Facet
        name={t("queue.facet.chain")}
        choices={chainsOf(data, search.chain).map(({ chain, count }) => ({
          id: chain,
          name: chainTitle(chain),
          count: number(count),
        }))}
        chosen={search.chain === undefined ? [] : [search.chain]}
        isSingle
        onChoose={([chain]) => narrow({ chain })}
      />
      {some(
        "heuristic",
        heuristicsOf(data, wordsOf(search, "heuristic")).map(({ heuristic, count }) => ({
          id: heuristic,
          name: (
            <span className={styles.name} title={heuristic} dir="ltr">
              {heuristic}
            </span>
          ),
          count: number(count),
        })),
      )}
      {some(
        "state",
        STATES.map((state) => ({ id: state, name: t(`show.state.${state}`) })),
      )}
    </section>
  );
}

function usePeople(): FacetChoice[] {
  const t = useText();
  const { id: callerId } = useCaller();
  const mayReview = useMay("alerts:review");
  const { search } = useQueueSearch();
  const others = (useReviewers().data?.items ?? []).filter(({ id }) => id !== callerId);
  const named = others.filter(({ id }, i) => i < PEOPLE_MAX || id === search.assignee);
  return [
    ...(mayReview ? [{ id: "me", name: t("queue.assignee.me") }] : []),
    { id: "none", name: t("queue.assignee.none") },
    ...named.map(({ id, name }) => ({
      id,
      name: (
        <bdi className={styles.name} title={name}>
          {name}
        </bdi>
      ),
    })),
  ];
}

/** A filter that is on is there, with or without alerts that wait. */
function chainsOf(counts: AlertCounts | undefined, chosen: string | undefined) {
  const waiting = (counts?.chain ?? []).map(({ chain, ...count }) => ({ chain, count }));
  if (chosen === undefined || waiting.some(({ chain }) => chain === chosen)) return waiting;
  return [...waiting, { chain: chosen, count: undefined }];
}

function heuristicsOf(counts: AlertCounts | undefined, chosen: readonly string[]) {
  const waiting = (counts?.heuristic ?? []).map(({ heuristic, ...count }) => ({ heuristic, count }));
  const others = chosen.filter((id) => !waiting.some(({ heuristic }) => heuristic === id));
  return [...waiting, ...others.map((heuristic) => ({ heuristic, count: undefined }))];
}
