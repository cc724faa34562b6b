import { ApiProblem } from "@redflag/contract/http/api-problem";

/**
 * Gives each request its `Idempotency-Key`. What did not arrive, as far as can be told, has the same key when it is sent again:
 * it may have been done, and is not done twice.
 */
export class RequestKeys {
  #unanswered: { request: string; key: string } | undefined;

  async during<T>(request: unknown, send: (key: string) => Promise<T>): Promise<T> {
    const text = JSON.stringify(request);
    const key = this.#unanswered?.request === text ? this.#unanswered.key : crypto.randomUUID();
    this.#unanswered = { request: text, key };
    try {
      const reply = await send(key);
      this.#unanswered = undefined;
      return reply;
    } catch (error) {
      if (error instanceof ApiProblem && error.status < 500) this.#unanswered = undefined;
      throw error;
    }
  }
}
