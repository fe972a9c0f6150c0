import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';

import { toAppError } from '../../kernel/errors/index.ts';
import { logError, type Logger } from '../../kernel/logging/index.ts';
import { encodeForeignError, encodeGraphQLError } from './encode-error.ts';

export interface ErrorFormatOptions {
  readonly isForeign: boolean;
  /** Whether clients may know the schema. */
  readonly showsSchema: boolean;
  readonly logger: Logger;
}

/** The last word on every error of a GraphQL answer: encoded, logged where nobody expected it, no hint at a hidden schema. */
export function createErrorFormat({ isForeign, showsSchema, logger }: ErrorFormatOptions) {
  const encode = isForeign ? encodeForeignError : encodeGraphQLError;
  return (error: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const encoded = encode(error);
    // What a subgraph calls INTERNAL, it has logged itself.
    const isUnexpected = encoded.extensions?.['code'] === 'INTERNAL' && error.extensions?.['code'] !== 'INTERNAL';
    if (isUnexpected) logError(logger, toAppError(unwrapResolverError(thrown)));
    return showsSchema ? encoded : { ...encoded, message: withoutSuggestion(encoded.message) };
  };
}

/** The library leaves suggestions out of what it says of documents, but not of variables. */
function withoutSuggestion(message: string): string {
  const at = message.lastIndexOf(' Did you mean ');
  return at !== -1 && message.endsWith('?') ? message.slice(0, at) : message;
}
