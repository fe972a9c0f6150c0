import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { AppError, isErrorCode, toAppError } from '../../kernel/errors/index.ts';
import type { Authenticate, Execute, RequestScope } from '../request-scope.ts';
import { OCTO_ROWS } from './contracts/octo/octo.rows.ts';
import { Refusal, type RestAnswer, type RestRequest } from './rest-contract.ts';
import type { Follow, OperationRow, RestRow, RestSettings } from './rest-row.ts';

export interface ContractsOptions {
  readonly execute: Execute;
  readonly authenticate: Authenticate;
  readonly settings: RestSettings;
  /** The subgraphs that run. */
  readonly apps: readonly string[];
  /** Hears of what a row or its credential failed on. */
  readonly report: (error: AppError) => void;
}

/** Every route of every contract: one explicit table, never a guess by prefix. */
const ROWS: readonly RestRow[] = [...OCTO_ROWS];

/** Serves the REST contracts of the older systems. Each row is an operation on the graph, or a fixed answer. */
export async function registerContracts(app: FastifyInstance, options: ContractsOptions): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(cookie);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    for (const row of ROWS)
      if (row.contract.needs.every((name) => options.apps.includes(name))) registerRow(scope, row, options);
  });
}

function registerRow(app: FastifyInstance, row: RestRow, options: ContractsOptions): void {
  const { contract, method, path } = row;
  app.route({
    method,
    url: path,
    handler: async (request, reply) =>
      send(reply, row.kind === 'static' ? row.answer : await answerOperation(row, request, options)),
    errorHandler: (thrown, _request, reply) => {
      if (thrown instanceof Refusal) {
        send(reply, thrown.answer);
        return;
      }
      const error = toAppError(thrown);
      // Errors of the graph come without a cause: they were logged where they happened.
      if (error.cause !== undefined) options.report(error);
      send(reply, contract.encodeError(error));
    },
  });
}

async function answerOperation(
  row: OperationRow,
  request: FastifyRequest,
  options: ContractsOptions,
): Promise<RestAnswer> {
  const { execute, settings } = options;
  const { contract } = row;
  const deadline = Date.now() + settings.timeoutMs;
  const rest = toRestRequest(request);
  const variables = row.variables(rest);
  const scopeFor = async (credential: string | undefined): Promise<RequestScope> => ({
    viewer: await options.authenticate(credential, contract.name),
    contract: contract.name,
    requestId: request.id,
    deadline,
    headers: request.headers,
  });
  const run = async (
    document: string,
    values: Readonly<Record<string, unknown>>,
    scope: RequestScope,
  ): Promise<unknown> => {
    const { data, errors } = await execute({ document, variables: values }, scope);
    const [error] = errors;
    if (error !== undefined) throw toRowError(error.extensions, error.message);
    return data;
  };
  const follow: Follow = async (operation, values, credential) =>
    (await run(operation.toString(), values as Record<string, unknown>, await scopeFor(credential))) as never;
  const data = await run(row.document, variables, await scopeFor(contract.credentialOf(rest)));
  return await row.answer(data, { baseUrl: settings.publicUrl ?? `${request.protocol}://${request.host}`, follow });
}

function toRestRequest({ headers, cookies, params, query, body }: FastifyRequest): RestRequest {
  return {
    headers,
    cookies,
    params: params as RestRequest['params'],
    query: query as RestRequest['query'],
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  };
}

function toRowError({ code, retryAfterMs }: Readonly<Record<string, unknown>>, message: string): AppError {
  if (!isErrorCode(code)) return new AppError('INTERNAL', { cause: new Error(message) });
  return new AppError(code, { message, ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}) });
}

/** Not asynchronous: what it throws goes on to the listener's own error handler, also out of an error handler. */
function send(reply: FastifyReply, { status, body, headers = {} }: RestAnswer): FastifyReply {
  reply.code(status).headers(headers);
  return body === undefined ? reply.send() : reply.type('application/json').send(JSON.stringify(body));
}
