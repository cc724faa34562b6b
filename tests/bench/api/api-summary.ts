import { median } from "../summary.ts";

/** One load of one contender. Processor time is absent where the system does not tell. */
export interface ApiRun {
  answersPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the server's process and of all of PostgreSQL, for each request. */
  serverCpuUs?: number;
  postgresCpuUs?: number;
}

/** The medians of all rounds. */
export interface ApiRow extends ApiRun {
  contender: string;
  /** The median of the rounds' own ratios to the first contender, who ran next to it. */
  ratio: number;
}

/** @param runs of each contender in the order of the rounds, the bare one first */
export function summarizeApi(runs: ReadonlyMap<string, readonly ApiRun[]>): ApiRow[] {
  const [first = []] = runs.values();
  return [...runs].map(([contender, own]) => {
    const of = (figure: keyof ApiRun) => median(own.map((run) => run[figure]));
    const ratios = own.map((run, round) => run.answersPerSecond / (first[round]?.answersPerSecond ?? Number.NaN));
    const [serverCpuUs, postgresCpuUs] = [of("serverCpuUs"), of("postgresCpuUs")];
    return {
      contender,
      answersPerSecond: of("answersPerSecond") ?? Number.NaN,
      p50Ms: of("p50Ms") ?? Number.NaN,
      p99Ms: of("p99Ms") ?? Number.NaN,
      ...(serverCpuUs !== undefined && { serverCpuUs }),
      ...(postgresCpuUs !== undefined && { postgresCpuUs }),
      ratio: median(ratios) ?? Number.NaN,
    };
  });
}

export function apiText(rows: readonly ApiRow[]): string {
  const head = ["answers/s", "of bare", "p50 ms", "p99 ms", "server us", "postgres us"];
  const lines = rows.map((row) => {
    const { contender, answersPerSecond, ratio, p50Ms, p99Ms, serverCpuUs, postgresCpuUs } = row;
    const figures = [answersPerSecond, `${Math.round(100 * ratio)} %`, p50Ms, p99Ms, serverCpuUs, postgresCpuUs];
    return line(
      contender,
      figures.map((figure) => (typeof figure === "number" ? String(Math.round(figure)) : (figure ?? "-"))),
    );
  });
  return [line("contender", head), ...lines].join("\n");
}

function line(contender: string, figures: readonly string[]): string {
  return contender.padEnd(18) + figures.map((figure) => figure.padStart(12)).join("");
}
