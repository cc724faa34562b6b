import type { ProblemDocument } from "./problem-document.ts";

/** A refusal or failure that the API told in a problem document. `code` is what a program decides by. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly document: ProblemDocument;
  /** Present when the API says how long to wait. */
  readonly retryAfterS?: number;

  constructor(document: ProblemDocument, retryAfterS?: number) {
    super(`${document.title}: ${factsOf(document)}`);
    this.document = document;
    if (retryAfterS !== undefined) this.retryAfterS = retryAfterS;
  }

  get code(): string {
    return this.document.code;
  }
  get status(): number {
    return this.document.status;
  }
  /** What is wrong, in one line. */
  get facts(): string {
    return factsOf(this.document);
  }
}

/** Faults that one line names; the document has all of them. */
const NAMED_FAULTS_MAX = 3;

/** Of a request that is not valid where it is not: how many things are wrong helps nobody. */
function factsOf({ detail, errors = [] }: ProblemDocument): string {
  const named = errors.slice(0, NAMED_FAULTS_MAX).map(({ at, fault }) => `${at} ${fault}`);
  return [detail, ...named].join("; ");
}

/** What an answer with an error status says; a proxy before the API may answer with something else altogether. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  const document = isProblemDocument(body) ? body : foreignAnswer(response.status);
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new ApiProblem(document, Number.isFinite(retryAfter) ? retryAfter : undefined);
}

/** By what is read of it. The schema would bring a library of its own into every browser. */
function isProblemDocument(body: unknown): body is ProblemDocument {
  if (typeof body !== "object" || body === null) return false;
  const { title, detail, code, hint, status, errors } = body as Record<string, unknown>;
  const isText = [title, detail, code, hint].every((part) => typeof part === "string");
  return (
    isText && typeof status === "number" && (errors === undefined || (Array.isArray(errors) && errors.every(isFault)))
  );
}

function isFault(value: unknown): boolean {
  return typeof value === "object" && value !== null && "at" in value && "fault" in value;
}

function foreignAnswer(status: number): ProblemDocument {
  return {
    type: "about:blank",
    title: "Not an answer of Redflag",
    status: Math.min(599, Math.max(400, status)),
    detail: `status ${status} without a problem document`,
    code: "answer_foreign",
    hint: "Check the address of the API and what stands before it.",
    requestId: "",
  };
}
