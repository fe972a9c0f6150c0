import type { RestAnswer, RestContract, RestRequest } from './rest-contract.ts';

/** A named operation with the types of its variables and its result, as the generator makes them. */
export interface TypedOperation<Data, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Data;
}

/** Runs a further operation for the same request, under a credential the first one gave. */
export type Follow = <Data, Variables>(
  operation: TypedOperation<Data, Variables>,
  variables: Variables,
  credential: string,
) => Promise<Data>;

/** What the rows are told of the installation. */
export interface RestSettings {
  /** Base of the addresses in answers; where none is set, the address the client called. */
  readonly publicUrl: string | undefined;
  readonly timeoutMs: number;
}

/** What a row may use beside its own data. */
export interface RowContext {
  /** Base of the addresses in answers. */
  readonly baseUrl: string;
  readonly follow: Follow;
}

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly contract: RestContract;
}

/** A row that is one GraphQL operation: request to variables, result to answer. */
export interface OperationRow extends Route {
  readonly kind: 'operation';
  /** The text of the operation. */
  readonly document: string;
  variables(request: RestRequest): Readonly<Record<string, unknown>>;
  answer(data: unknown, context: RowContext): RestAnswer | Promise<RestAnswer>;
}

/** A row whose answer never changes. */
export interface StaticRow extends Route {
  readonly kind: 'static';
  readonly answer: RestAnswer;
}

export type RestRow = OperationRow | StaticRow;

interface OperationRowOf<Data, Variables> extends Route {
  readonly operation: TypedOperation<Data, Variables>;
  /** Throws a `Refusal` in the contract's words for input that it does not take. */
  variables(request: RestRequest): Variables;
  answer(data: Data, context: RowContext): RestAnswer | Promise<RestAnswer>;
}

/** Declares an operation row; variables and result are checked against the operation's types. */
export function operationRow<Data, Variables extends Readonly<Record<string, unknown>>>(
  row: OperationRowOf<Data, Variables>,
): OperationRow {
  const { method, path, contract, operation } = row;
  return {
    kind: 'operation',
    method,
    path,
    contract,
    document: operation.toString(),
    variables: (request) => row.variables(request),
    answer: (data, context) => row.answer(data as Data, context),
  };
}
