import { createLogUpdate } from "log-update";
import type { DemoView } from "./demo-view.ts";
import { frameLines, type LiveFrame } from "./live-frame.ts";
import { type LiveRow, nextRow } from "./live-row.ts";

/** On a terminal: drawn anew when something changes. */
export function createLiveView({ logFile }: { logFile: string }): DemoView {
  const draw = createLogUpdate(process.stdout);
  const alerts = new Map<string, LiveRow>();
  let frame: Omit<LiveFrame, "alerts"> = { welcome: [], note: "", stats: undefined, logFile };

  function show(change: Partial<typeof frame> = {}): void {
    frame = { ...frame, ...change };
    const { rows = 24, columns = 80 } = process.stdout;
    draw(frameLines({ ...frame, alerts: [...alerts.values()] }, { rows, columns }).join("\n"));
  }

  return {
    note: (note) => show({ note }),
    welcome: (welcome) => show({ welcome }),
    news(news) {
      const row = nextRow(alerts.get(news.event.alert), news, Date.now());
      // An alert with news goes to the end, where it is seen.
      alerts.delete(row.alert);
      alerts.set(row.alert, row);
      show();
    },
    stats: (stats) => show({ stats }),
    close() {
      draw.done();
    },
  };
}
