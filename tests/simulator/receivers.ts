import type { AttemptOutcome, WebhookClient } from "@redflag/notify/attempt/attempt";
import { signatureHeaders } from "@redflag/notify/attempt/sign";
import { Webhook } from "standardwebhooks";
import type { Clocks } from "./clocks.ts";
import { withClock } from "./process-date.ts";
import { Random } from "./random.ts";

/** `choosy` never takes two events and takes all others; `dead` takes none; `gone` says one day that it is. */
export type Manner = "steady" | "moody" | "choosy" | "dead" | "gone";

type Request = Parameters<WebhookClient["attempt"]>[0];
type Answer = "taken" | "twice" | "refused" | "busy" | "late" | "cut" | "unreachable" | "gone";

/** What a receiver read and found signed by whom it knows, whatever it answered. */
export interface Received {
  eventId: string;
  body: string;
}

interface Receiver {
  manner: Manner;
  secret: string;
  received: Received[];
  asked: number;
  /** What a choosy one never takes. */
  refused: Set<string>;
}

const LATE_MS = 15_000;
const GONE_AFTER = 1;
const REFUSED_MAX = 2;
const WEIGHTS: Readonly<Record<Manner, Partial<Record<Answer, number>>>> = {
  steady: { taken: 90, twice: 10 },
  moody: { taken: 40, twice: 5, refused: 20, busy: 5, late: 12, cut: 10, unreachable: 8 },
  choosy: { taken: 100 },
  dead: { refused: 40, unreachable: 60 },
  gone: { taken: 70, late: 30 },
};

export interface ReceiversOptions {
  seed: number;
  clocks: Clocks;
  /** Waits until the schedule lets the exchange pass. */
  passGate: (next: string) => Promise<void>;
  onAnswer: (answer: Answer | "mistimed" | "forged") => void;
}

/** Exchanges' ends of their webhooks, by URL: each reads, verifies as its library does by true time, and answers in its manner. */
export class Receivers implements Pick<WebhookClient, "attempt"> {
  /** The moody ones are well. */
  calm = false;
  readonly #options: ReceiversOptions;
  readonly #byUrl = new Map<string, Receiver>();

  constructor(options: ReceiversOptions) {
    this.#options = options;
  }

  open(url: string, { manner, secret }: { manner: Manner; secret: string }): void {
    this.#byUrl.set(url, { manner, secret, received: [], asked: 0, refused: new Set() });
  }

  /** In the order in which it came. */
  received(url: string): readonly Received[] {
    return this.#byUrl.get(url)?.received ?? [];
  }

  async attempt(request: Request): Promise<AttemptOutcome> {
    const { passGate, onAnswer, clocks } = this.#options;
    const receiver = this.#byUrl.get(request.url);
    if (receiver === undefined) throw new Error(`there is nobody at ${request.url}`);
    const requestHeaders = signatureHeaders(request, request.secrets);
    await passGate(`POST ${request.url}`);
    const { answer, random } = this.#choose(request, receiver);
    const failed = (failure: AttemptOutcome["failure"], more: Partial<AttemptOutcome> = {}): AttemptOutcome => ({
      ...{ kind: "failed", latencyMs: 0, requestHeaders, ...(failure && { failure }) },
      ...more,
    });
    if (answer === "unreachable") {
      onAnswer(answer);
      return failed("connect_failed");
    }
    const fault = this.#read(receiver, request, requestHeaders, answer);
    onAnswer(fault ?? answer);
    // Whoever is killed here has sent and never hears of it.
    await passGate(`answer of ${request.url}`);
    if (fault !== undefined) return failed("status", { status: 400 });
    switch (answer) {
      case "taken":
      case "twice":
        return { kind: "delivered", status: 204, latencyMs: 0, requestHeaders };
      case "gone":
        return { kind: "gone", status: 410, latencyMs: 0, requestHeaders };
      case "refused":
        return failed("status", { status: 500 });
      case "busy":
        return failed("status", { status: 429, retryAfterS: random.between(1, 100_000) });
      case "late":
        await clocks.pass(LATE_MS);
        return failed("response_timeout");
      case "cut":
        return failed("reset");
    }
  }

  #choose({ url, eventId }: Request, receiver: Receiver): { answer: Answer; random: Random } {
    const { manner } = receiver;
    const random = new Random(`${this.#options.seed} ${url} ${receiver.asked++}`);
    if (manner === "choosy" && isRefused(eventId, receiver.refused)) return { answer: "refused", random };
    if (manner === "gone" && receiver.asked > GONE_AFTER) return { answer: "gone", random };
    if (this.calm && manner !== "dead") return { answer: "taken", random };
    return { answer: random.weigh(WEIGHTS[manner] as Record<Answer, number>), random };
  }

  #read(
    receiver: Receiver,
    { eventId, body }: Request,
    headers: Record<string, string>,
    answer: Answer,
  ): "mistimed" | "forged" | undefined {
    try {
      withClock(
        () => this.#options.clocks.trueMs,
        () => new Webhook(receiver.secret).verify(body, headers),
      );
    } catch (error) {
      return /timestamp too/.test(String(error)) ? "mistimed" : "forged";
    }
    if (answer === "refused" || answer === "busy" || answer === "gone") return undefined;
    const times = answer === "twice" ? 2 : 1;
    for (let i = 0; i < times; i++) receiver.received.push({ eventId, body });
    return undefined;
  }
}

/** Of every fourth event, until there are enough. */
function isRefused(eventId: string, refused: Set<string>): boolean {
  if (refused.size < REFUSED_MAX && Number.parseInt(eventId.slice(-1), 16) % 4 === 0) refused.add(eventId);
  return refused.has(eventId);
}
