export { StoaError, type AnswerError, type StoaErrorDetails } from './client-error.ts';
export {
  createClient,
  type Client,
  type ClientOptions,
  type Operation,
  type RequestArguments,
  type RequestOptions,
} from './create-client.ts';
export * from './generated/graphql.ts';
