import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import { type AlertDetail, COUNTED_MAX } from "@redflag/contract/http/routes/alerts";
import { Hash32 } from "@redflag/contract/identifiers";
import type { Address } from "@redflag/domain/address";
import { type AlertSort, alertSortOf } from "@redflag/domain/alert-sort";
import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { countOpenAlerts } from "@redflag/store/alert-counts";
import type { AlertSearch } from "@redflag/store/alert-filter";
import { listFirstAndNewestEvidence } from "@redflag/store/alert-find";
import { listOthersOfGroup, listRankedGroups } from "@redflag/store/alert-group-read";
import { listAlertHistory, listEvidenceFrom } from "@redflag/store/alert-history";
import { type AlertPage, type SearchPlace, searchAlerts } from "@redflag/store/alert-search";
import type { Executor } from "@redflag/store/database";
import { type FoundAlert, listAlertsAbout, listFoundAlerts } from "@redflag/store/found-alert";
import { z } from "zod";
import { alertRow, chainOfAlert, evidenceItem, relatedAlert } from "../alert-body.ts";
import { alertCountsBody } from "../alert-counts-body.ts";
import { filingBody, readFilings } from "../alert-filing.ts";
import { getOwnId, readSearch } from "../alert-query.ts";
import { listWhats } from "../alert-what.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Explainer } from "../explainer.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { exposureBody } from "../why-body.ts";

/** Alerts of each kind that are named beside one. */
const RELATED_MAX = 20;
/** Findings whose payments name the counterparties that are looked up, and how many of these. */
const FINDINGS_READ_MAX = 20;
const COUNTERPARTIES_MAX = 50;
const HISTORY_MAX = 100;

type AlertRoutes = "listAlerts" | "getAlertCounts" | "getAlert" | "listAlertEvidence";

export function alertHandlers({ explainer }: { explainer: Explainer }): Pick<Handlers, AlertRoutes> {
  return {
    async listAlerts(call) {
      const { query, now } = call;
      const { limit, cursor } = query;
      const sort = alertSortOf(query);
      const after = cursor === undefined ? undefined : placeOf(sort, decodeCursor("listAlerts", query, cursor));
      const grouped = sort === "rank" && query.flat === "false";
      const { alerts, next, whats, filings } = await call.read(async (db) => {
        const search = await readSearch(db, query, call.caller, now);
        const page =
          grouped && asksForAll(search)
            ? await rankedPage(db, search, limit, after)
            : await searchAlerts(db, search, { sort, grouped, limit, ...(after && { after }) });
        const shown = page.alerts.map(({ alert }) => alert);
        const ids = shown.map(({ id }) => id);
        return { ...page, whats: await listWhats(db, shown), filings: await readFilings(db, call.caller, ids) };
      });
      return {
        body: {
          items: alerts.map((found) => {
            const { id } = found.alert;
            return alertRow(found, { words: whats.get(id), filedAt: filings.get(id)?.firstAt, now });
          }),
          ...(next && { next: encodeCursor("listAlerts", query, [next.key, next.id]) }),
        },
      };
    },

    async getAlertCounts(call) {
      const { caller, now } = call;
      const counts = await call.read(async (db) => {
        const person = await getOwnId(db, caller);
        return countOpenAlerts(db, { now, person, countMax: COUNTED_MAX });
      });
      return { body: alertCountsBody(counts) };
    },

    async getAlert(call) {
      const id = call.params.id as Hash;
      const { currency } = call.query;
      call.tell({ subject: `alert:${id}` });
      return call.read(async (db) => {
        const found = await getFound(db, id);
        const { alert, review } = found;
        const chain = chainOfAlert(found);
        const words = (await listWhats(db, [alert])).get(id);
        const explanation = await explainer.alert(db, chain, alert, {
          withdrawnText: words?.text ?? "",
          ...(currency !== undefined && { currency }),
        });
        const exposure = await explainer.exposure(db, chain, alert.subject);
        const filing = (await readFilings(db, call.caller, [id])).get(id);
        const history = await listAlertHistory(db, id, HISTORY_MAX + 1);
        const body: AlertDetail = {
          ...alertRow(found, { words, filedAt: filing?.firstAt, now: call.now }),
          ...(filing && { filing: await filingBody(db, id, filing) }),
          // Nothing but read-only arrays sets the two apart.
          explanation: explanation as AlertExplanation,
          ...(exposure && { exposurePaths: exposureBody(chain, exposure) }),
          related: await relatedOf(db, chain, found),
          history: history.slice(0, HISTORY_MAX).map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest })),
          moreHistory: history.length > HISTORY_MAX,
        };
        return { body, version: review.seq + 1 };
      });
    },

    async listAlertEvidence(call) {
      const id = call.params.id as Hash;
      const { limit, cursor } = call.query;
      // A cursor of one alert is none of another.
      const asked = { ...call.query, id };
      call.tell({ subject: `alert:${id}` });
      const from = cursor === undefined ? 0 : ordinalOf(decodeCursor("listAlertEvidence", asked, cursor));
      const { chain, rows } = await call.read(async (db) => ({
        chain: chainOfAlert(await getFound(db, id)),
        rows: await listEvidenceFrom(db, id, from, limit + 1),
      }));
      return {
        body: pageOfRows("listAlertEvidence", asked, rows, {
          item: (evidence) => evidenceItem(chain, evidence),
          after: ({ ordinal }) => [ordinal + 1],
        }),
      };
    },
  };
}

const INTEGER_MAX = 2 ** 31 - 1;
/** Anybody can make a cursor up: what the database could not read never reaches it. */
const NumberPlace = z.tuple([z.int(), Hash32]);
const RankPlace = z.tuple([z.int().min(-INTEGER_MAX).max(INTEGER_MAX), Hash32]);
const DecimalPlace = z.tuple([z.string().regex(/^(?:-1|\d{1,100})$/), Hash32]);
const OrdinalPlace = z.tuple([z.int().min(0).max(INTEGER_MAX)]);

function placeOf(sort: AlertSort, after: readonly (string | number)[]): SearchPlace {
  const place = placeSchemaOf(sort).safeParse(after);
  if (!place.success) throw new Problem("cursor_foreign", "it holds no place in this list");
  const [key, id] = place.data;
  return { key, id: id as Hash };
}

function placeSchemaOf(sort: AlertSort) {
  if (sort === "rank") return RankPlace;
  return sort === "amount" ? DecimalPlace : NumberPlace;
}

function ordinalOf(after: readonly (string | number)[]): number {
  const place = OrdinalPlace.safeParse(after);
  if (!place.success) throw new Problem("cursor_foreign", "it holds no place in this list");
  return place.data[0];
}

/** Nothing is asked but the chain: the ranking has that at hand. */
function asksForAll({ chainId: _, now: __, ...filters }: AlertSearch): boolean {
  return Object.keys(filters).length === 0;
}

/** The ranking itself: each group by its strongest alert. */
async function rankedPage(
  db: Executor,
  { chainId }: AlertSearch,
  limit: number,
  after: SearchPlace | undefined,
): Promise<AlertPage> {
  const groups = await listRankedGroups(db, {
    limit: limit + 1,
    ...(chainId !== undefined && { chainId }),
    ...(after && { after: { rank: Number(after.key), id: after.id } }),
  });
  const shown = groups.slice(0, limit);
  const last = groups.length > limit ? shown.at(-1) : undefined;
  const strongest = shown.flatMap(({ members }) => members.slice(0, 1).map(({ id }) => id));
  return {
    alerts: await listFoundAlerts(db, strongest),
    ...(last && { next: { key: last.rank, id: last.id } }),
  };
}

async function getFound(db: Executor, id: Hash): Promise<FoundAlert> {
  const [found] = await listFoundAlerts(db, [id]);
  if (found === undefined) throw new Problem("not_found", `no alert has the id ${id}`);
  return found;
}

async function relatedOf(db: Executor, chain: Chain, { chainId, alert }: FoundAlert): Promise<AlertDetail["related"]> {
  const evidence = await listFirstAndNewestEvidence(db, alert, FINDINGS_READ_MAX);
  const named = evidence.flatMap(({ transfer, supporting }) =>
    [transfer, ...supporting.filter(({ chain: other }) => other === undefined).map((one) => one.transfer)].flatMap(
      ({ sender, recipient }) => [sender, recipient],
    ),
  );
  const others = [...new Set<Address>(named)].filter((address) => address !== alert.subject);
  const about = async (subjects: readonly Address[]) => {
    const found = await listAlertsAbout(db, { chainId, subjects, besides: alert.id, limit: RELATED_MAX });
    return found.map((one) => relatedAlert(chain, one));
  };
  return {
    group: (await listOthersOfGroup(db, alert, RELATED_MAX)).map((one) => relatedAlert(chain, one)),
    subject: await about([alert.subject]),
    counterparties: await about(others.slice(0, COUNTERPARTIES_MAX)),
  };
}
