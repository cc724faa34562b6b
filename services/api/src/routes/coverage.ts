import { Time } from "@redflag/contract/http/fields";
import type {
  ChainCoverage,
  CoverageStretch,
  Disagreement as DisagreementBody,
} from "@redflag/contract/http/routes/coverage";
import { BlockNumber } from "@redflag/contract/identifiers";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import { redactText } from "@redflag/runtime/redact";
import { readStretches } from "@redflag/store/coverage-stretch";
import {
  type Disagreement,
  type DisagreementPlace,
  listCaughtEndpoints,
  listNewestDisagreements,
  UNDECIDED_KINDS,
} from "@redflag/store/disagreement";
import { z } from "zod";
import { chainCoverageBody } from "../chain-coverage-body.ts";
import { chainOfText } from "../chain-of-text.ts";
import { findAskedSpan } from "../coverage-span.ts";
import { coverageStripBody } from "../coverage-strip-body.ts";
import { CoverageTallies } from "../coverage-tallies.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { listOperatedChains } from "../operated-chain.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { missingBody, stretchBody } from "../stretch-body.ts";

type CoverageRoutes = "listCoverage" | "getCoverageStrip" | "listCoverageStretches" | "listDisagreements";

/** Rows that are joined at once for a page: most pages need fewer. */
const STRETCH_ROWS = 2_000;

/** What was read of each chain, and how good that is. */
export function coverageHandlers(): Pick<Handlers, CoverageRoutes> {
  const tallies = new CoverageTallies();
  return {
    async listCoverage(call) {
      const items = await call.read(async (db) => {
        const bodies: ChainCoverage[] = [];
        for (const operated of await listOperatedChains(db, call.now)) {
          const tally = await tallies.of(db, operated.chain.id);
          bodies.push(await chainCoverageBody(db, operated, tally, call.now));
        }
        return bodies;
      });
      return { body: { items } };
    },

    async getCoverageStrip(call) {
      const chain = chainOfText(call.params.chain);
      const { cells, ...asked } = call.query;
      const body = await call.read(async (db) =>
        coverageStripBody(db, chain, await findAskedSpan(db, chain, asked), cells),
      );
      return { body };
    },

    async listCoverageStretches(call) {
      const { query } = call;
      const chain = chainOfText(call.params.chain);
      const key = { ...query, chain: chain.name };
      const after =
        query.cursor === undefined ? undefined : blockOf(decodeCursor("listCoverageStretches", key, query.cursor));
      return call.read(async (db) => {
        const asked = await findAskedSpan(db, chain, query);
        const operated = (await listOperatedChains(db, call.now)).find((each) => each.chain.id === chain.id);
        const caught = await listCaughtEndpoints(db, chain.id);
        const policy = operated?.policy ?? chain.verify;
        const measure = { filter: logFilterDigest(logFilterFor(chain.name)), policy, caught };
        const rest = { from: Math.max(asked.span.from, (after ?? -1) + 1), to: asked.span.to };
        const items: CoverageStretch[] = [];
        let next: string | undefined;
        for await (const stretch of readStretches(db, chain.id, rest, STRETCH_ROWS)) {
          if (items.length === query.limit) {
            next = encodeCursor("listCoverageStretches", key, [stretch.from - 1]);
            break;
          }
          items.push(
            stretch.kind === "missing"
              ? await missingBody(db, chain, stretch, asked)
              : stretchBody(stretch, measure, asked),
          );
        }
        const endpoints = (operated?.ingest ?? []).flatMap((state) => state.endpoints);
        const missingBecause = endpoints.flatMap(({ host, problem }) =>
          problem === undefined ? [] : [{ host, code: problem }],
        );
        return { body: { ...asked.span, items, ...(next !== undefined && { next }), missingBecause } };
      });
    },

    async listDisagreements(call) {
      const { query } = call;
      const chain = chainOfText(call.params.chain);
      const key = { ...query, chain: chain.name };
      const before =
        query.cursor === undefined ? undefined : placeOf(decodeCursor("listDisagreements", key, query.cursor));
      const span = {
        ...(query.from !== undefined && { from: query.from }),
        ...(query.to !== undefined && { to: query.to }),
      };
      const page = { span, limit: query.limit + 1, ...(before && { before }) };
      const rows = await call.read((db) => listNewestDisagreements(db, chain.id, page));
      return {
        body: pageOfRows("listDisagreements", key, rows, {
          item: disagreementBody,
          after: ({ createdAt, blockNumber, endpoint, kind }) => [timeText(createdAt), blockNumber, endpoint, kind],
        }),
      };
    },
  };
}

const BlockPlace = z.tuple([BlockNumber]);
const DisagreementAt = z.tuple([Time, BlockNumber, z.string(), z.string()]);

/** Anybody can make a cursor up: what is no place never reaches the database. */
function blockOf(after: readonly (string | number)[]): number {
  const place = BlockPlace.safeParse(after);
  if (!place.success) throw new Problem("cursor_foreign", "it holds no place in this list");
  return place.data[0];
}

function placeOf(after: readonly (string | number)[]): DisagreementPlace {
  const place = DisagreementAt.safeParse(after);
  if (!place.success) throw new Problem("cursor_foreign", "it holds no place in this list");
  const [createdAt, blockNumber, endpoint, kind] = place.data;
  return { createdAt: new Date(createdAt), blockNumber, endpoint, kind };
}

/** Some facts are in an endpoint's own words. */
function disagreementBody({ endpoint, blockNumber, kind, detail, createdAt }: Disagreement): DisagreementBody {
  const facts = Object.entries(detail).map(([name, value]) => [
    name,
    typeof value === "number" ? value : redactText(typeof value === "string" ? value : JSON.stringify(value)),
  ]);
  return {
    ...{ host: endpoint, block: blockNumber, kind, undecided: UNDECIDED_KINDS.includes(kind) },
    detail: Object.fromEntries(facts),
    at: timeText(createdAt),
  };
}

function timeText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
