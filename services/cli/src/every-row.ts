/** Every row of a list that is given in pages. */
export async function* everyRow<T>(listAfter: (last: T | undefined) => Promise<readonly T[]>): AsyncGenerator<T> {
  let last: T | undefined;
  do {
    const page = await listAfter(last);
    yield* page;
    last = page.at(-1);
  } while (last !== undefined);
}
