import { GraphDesk } from "./graph-desk.ts";
import type { BeginStretch, ForgetLane, ShowPayments, StretchSeen } from "./graph-messages.ts";

/** Where payments are looked at: messages are taken in the order in which they come. */
export interface GraphSeat {
  post(message: BeginStretch | ShowPayments | ForgetLane): void;
  /** What the lane's stretch gave. */
  end(lane: string): Promise<StretchSeen>;
}

/** In the thread that folds. */
export class GraphHere implements GraphSeat {
  readonly #desk = new GraphDesk();

  post(message: BeginStretch | ShowPayments | ForgetLane): void {
    this.#desk.take(message);
  }

  async end(lane: string): Promise<StretchSeen> {
    return this.#desk.take({ kind: "end", lane }) as StretchSeen;
  }
}
