import { Problem } from "@redflag/domain/problem";

/**
 * What `work` gives, or `request_timed_out` when that takes too long: the signal is aborted then, and what the work comes to
 * in the end is nobody's any more.
 */
export async function withinTime<T>(
  timeoutMs: number,
  abort: (reason: Problem) => void,
  work: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const problem = new Problem("request_timed_out", "it was given up");
      // Before the abort: what the work throws because of it comes second.
      reject(problem);
      abort(problem);
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
