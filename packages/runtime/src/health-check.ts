/** Resolves when what it names is usable, throws why it is not. */
export type HealthCheck = () => Promise<void>;

const TIMEOUT_MS = 2000;

/**
 * What is not usable now, and why.
 * @param tell what may be said of a failure to whoever asks
 */
export async function findFailing(
  checks: Readonly<Record<string, HealthCheck>>,
  tell: (error: unknown) => string,
): Promise<Array<{ name: string; reason: string }>> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await withinTime(check);
        return undefined;
      } catch (error) {
        return { name, reason: tell(error) };
      }
    }),
  );
  return results.filter((result) => result !== undefined);
}

async function withinTime(check: HealthCheck): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
