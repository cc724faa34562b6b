import type { Hash } from "@redflag/domain/hex";
import type pg from "pg";
import { hex } from "./stored-column.ts";

/** What was filed, and what was found of it since. */
export class StoredFilings {
  readonly #client: pg.Client;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async #rows<Row extends object>(sql: string): Promise<Row[]> {
    return (await this.#client.query<Row>(sql)).rows;
  }

  /** What was filed, each revision once. */
  filed() {
    return this.#rows<{ alert: Hash; revision: Hash }>(
      `select distinct ${hex("alert_id", "alert")}, ${hex("revision", "revision")} from filed_alert order by 1, 2`,
    );
  }

  annotations() {
    return this.#rows<{
      alert: Hash;
      seq: number;
      kind: string;
      generation: number;
      filed: Hash[] | null;
      succeededBy: Hash[] | null;
    }>(
      `select ${hex("alert_id", "alert")}, seq, kind, generation, detail -> 'filed' as filed,
         detail -> 'succeededBy' as "succeededBy"
       from alert_annotation order by alert_id, seq`,
    );
  }

  /** Filed alerts that the past does not give, as of the end of a generation. */
  async standingByFiling(generation = Number.POSITIVE_INFINITY): Promise<Set<string>> {
    const until = (await this.annotations()).filter((annotation) => annotation.generation <= generation);
    const last = new Map(until.map(({ alert, kind }) => [alert, kind]));
    return new Set([...last].flatMap(([alert, kind]) => (kind === "not_found_again" ? [alert] : [])));
  }
}
