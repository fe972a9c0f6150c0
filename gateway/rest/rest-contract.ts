import type { AppError } from '../../kernel/errors/index.ts';
import type { RequestScope } from '../request-scope.ts';

/** A request to a REST row, as far as a contract may look at it. */
export interface RestRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As it came: each contract has its own opinion of content types. */
  readonly body: Buffer;
}

export interface RestAnswer {
  readonly status: number;
  /** Sent as JSON; absent for an empty body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that ends a row early, in the contract's own words. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: RestAnswer;

  constructor(answer: RestAnswer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** Everything in which one old system differs from another, once. */
export interface RestContract {
  readonly name: RequestScope['contract'];
  /** The subgraphs that its operations reach; without one of them it is not served. */
  readonly needs: readonly string[];
  /** The credential, wherever this contract keeps it. */
  credentialOf(request: RestRequest): string | undefined;
  encodeError(error: AppError): RestAnswer;
}
