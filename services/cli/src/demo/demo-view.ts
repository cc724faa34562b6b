import type { AlertNews } from "../alert-news.ts";
import type { DemoStats } from "./demo-stats.ts";

/** How the demo shows itself: live on a terminal, line by line elsewhere, as JSON to a machine. */
export interface DemoView {
  /** What is being done before there is anything to see. */
  note(text: string): void;
  /** Where to look and who may sign in: stays in sight, and goes nowhere but to whoever watches. */
  welcome(lines: readonly string[]): void;
  news(news: AlertNews): void;
  stats(stats: DemoStats): void;
  /** Leaves the last picture standing. */
  close(): void;
}
