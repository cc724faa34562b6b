import { Problem } from "@redflag/domain/problem";
import type { Phase, ToldStep } from "./step.ts";

/** Told of each step that is over. It must not throw, nor wait. */
export type StepListener = (step: ToldStep) => void;

let listener: StepListener | undefined;

/** One for the process, as for OpenTelemetry itself; undefined turns tracing off. */
export function setStepListener(next: StepListener | undefined): void {
  listener = next;
}

export function isTracing(): boolean {
  return listener !== undefined;
}

/** Milliseconds since 1970, with fractions, and never going back within a process. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Of what has already happened. */
export function tellStep(step: ToldStep): void {
  listener?.(step);
}

/** What a step says once it is over. */
export type StepEnd = Pick<ToldStep, "blocks" | "facts" | "isFirst" | "said">;

/**
 * Runs a step, and tells of it how long it took with its phases once it is over, or that it failed. Nothing but the call is done
 * while nobody listens.
 * @param run names each phase as it begins, and what there is to say of the step as soon as that is known; it says nothing of a
 *   step that found nothing to do, and then nothing is told
 */
export async function traceStep<T>(
  name: string,
  run: (phase: (name: string) => void, tell: (end: StepEnd) => void) => Promise<T>,
): Promise<T> {
  if (listener === undefined) return run(ignore, ignore);
  const fromMs = nowMs();
  const phases: Phase[] = [];
  let end: StepEnd | undefined;
  const endPhase = () => {
    const last = phases.at(-1);
    if (last !== undefined) last.toMs = nowMs();
  };
  const phase = (next: string) => {
    endPhase();
    phases.push({ name: next, fromMs: nowMs(), toMs: 0 });
  };
  const tell = (told: StepEnd) => {
    end = { ...end, ...told };
  };
  try {
    const result = await run(phase, tell);
    endPhase();
    if (end !== undefined) listener({ name, fromMs, toMs: nowMs(), phases, ...end });
    return result;
  } catch (error) {
    endPhase();
    const { isFirst: _, said: __, ...known } = end ?? {};
    listener({ name, fromMs, toMs: nowMs(), phases, ...known, failure: failureOf(error) });
    throw error;
  }
}

function ignore(): void {}

/** Messages may hold what nobody should read: a code does not. */
function failureOf(error: unknown): string {
  if (error instanceof Problem) return error.code;
  return error instanceof Error ? error.name : "unknown";
}
