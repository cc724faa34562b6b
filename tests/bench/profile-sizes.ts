import type pg from "pg";

/** Bytes of one column of the profiles that a contender stored. */
export interface ColumnBytes {
  /** Rows that have it. */
  count: number;
  total: number;
  mean: number;
  p50: number;
  p90: number;
  p99: number;
  max: number;
}

/** What a contender remembers of addresses: by column, and the rows that it wrote for that. */
export interface ProfileSizes {
  count: number;
  state: ColumnBytes;
  pairs: ColumnBytes;
  exposure: ColumnBytes;
}

/** How far apart, as a share, what the floor stores may be from what the product does: else it is another task. */
const APART_MAX = 0.05;

const COLUMNS = {
  state: "octet_length(state)",
  pairs: "octet_length(pairs)",
  exposure: "nullif(coalesce(octet_length(exposure), 0) + coalesce(octet_length(shared_exposure), 0), 0)",
};

export async function readProfileSizes(client: pg.Client): Promise<ProfileSizes> {
  const state = await readColumn(client, COLUMNS.state);
  const pairs = await readColumn(client, COLUMNS.pairs);
  const exposure = await readColumn(client, COLUMNS.exposure);
  return { count: state.count, state, pairs, exposure };
}

async function readColumn(client: pg.Client, bytes: string): Promise<ColumnBytes> {
  const { rows } = await client.query<Record<string, string>>(`
    select count(bytes), sum(bytes) as total, max(bytes), percentile_disc(0.5) within group (order by bytes) as p50,
      percentile_disc(0.9) within group (order by bytes) as p90, percentile_disc(0.99) within group (order by bytes) as p99
    from (select ${bytes} as bytes from profile) as profile where bytes is not null`);
  const read = (name: string) => Number(rows[0]?.[name] ?? 0);
  const [count, total] = [read("count"), read("total")];
  const mean = count === 0 ? 0 : Math.round(total / count);
  return { count, total, mean, p50: read("p50"), p90: read("p90"), p99: read("p99"), max: read("max") };
}

/** Why the floor's profiles are not of the product's size; undefined where they are, in all bytes and by row. */
export function findMismatch(floor: ProfileSizes, product: ProfileSizes): string | undefined {
  for (const column of ["state", "pairs", "exposure"] as const) {
    for (const figure of ["total", "mean"] as const) {
      const [own, theirs] = [floor[column][figure], product[column][figure]];
      if (Math.abs(own - theirs) <= APART_MAX * theirs) continue;
      return `the floor's profiles have ${own} bytes of ${column} (${figure}), the product's ${theirs}`;
    }
  }
  return undefined;
}
