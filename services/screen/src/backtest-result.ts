import type { BacktestResult, BacktestExample as ExampleBody } from "@redflag/contract/http/routes/backtests";
import { formatCaip10 } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import type { BacktestReport } from "./backtest.ts";
import type { BacktestExample } from "./backtest-compare.ts";

/** A report as its row keeps it: counts of what is added and removed, which may be many, and the examples. */
export function backtestResult(chain: Chain, report: BacktestReport): BacktestResult {
  const { alerts, added, removed, kept, days, examples, reviewed, stored, foldedFrom, transfers, withheld, gaps } =
    report;
  const bodies = (some: readonly BacktestExample[]) => some.map((example) => exampleBody(chain, example));
  return {
    ...{ alerts, added: added.length, removed: removed.length, kept, days },
    examples: { added: bodies(examples.added), removed: bodies(examples.removed) },
    ...{ reviewed, stored, foldedFrom, transfers, withheld, gaps },
  };
}

function exampleBody(chain: Chain, { subject, firstTime, figures, ...example }: BacktestExample): ExampleBody {
  return {
    ...example,
    subject: formatCaip10(chain, subject),
    firstTime: new Date(firstTime * 1_000).toISOString(),
    figures: [...figures],
  };
}
