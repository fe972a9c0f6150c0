import { describe, expect, it } from 'vitest';

import { graphqlStatus } from './graphql-status.ts';

const refused = (code: string) => JSON.stringify({ errors: [{ message: 'x', extensions: { code } }] });

describe('the status of a GraphQL answer', () => {
  it('is 400 for a refused document, and 200 for a client that takes plain JSON only', () => {
    const body = refused('GRAPHQL_VALIDATION_FAILED');
    expect(graphqlStatus(400, body, 'application/graphql-response+json')).toBe(400);
    expect(graphqlStatus(400, body, undefined)).toBe(400);
    expect(graphqlStatus(400, body, '*/*')).toBe(400);
    expect(graphqlStatus(400, body, 'application/json, text/plain, */*')).toBe(400);
    expect(graphqlStatus(400, body, 'application/json; charset=utf-8')).toBe(200);
  });

  it('stays what it is for a malformed request and for every other status', () => {
    expect(graphqlStatus(400, refused('BAD_REQUEST'), 'application/json')).toBe(400);
    expect(graphqlStatus(401, refused('INVALID_TOKEN'), 'application/json')).toBe(401);
    expect(graphqlStatus(200, '{"data":{}}', 'application/json')).toBe(200);
  });
});
