import { setTimeout as sleep } from 'node:timers/promises';

const PASSWORD = 'a long enough one';
/** Each sign-up hashes a password for some 50 ms on purpose; more at once would only queue. */
const SIGN_UPS_AT_ONCE = 4;

/** Sends documents to the gateway as clients do. */
export interface Graph {
  readonly url: string;
  /** @throws where the answer has errors, or its field has another type than `expected`. */
  mutate(mutation: Mutation): Promise<Readonly<Record<string, unknown>>>;
}

export interface Mutation {
  readonly field: 'register' | 'createChat' | 'joinChat' | 'sendMessage';
  readonly inputType: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The member of the result that is meant, with the fields wanted of it. */
  readonly expected: string;
  readonly fields?: string;
  readonly token?: string;
}

export function openGraph(url: string): Graph {
  return {
    url,
    async mutate({ field, inputType, input, expected, fields = '', token }) {
      const query = `mutation ($input: ${inputType}!) { ${field}(input: $input) { __typename ... on ${expected} { __typename ${fields} } } }`;
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables: { input } }),
      });
      const answer = (await response.json()) as { data?: Record<string, Record<string, unknown>> | null };
      const result = answer.data?.[field];
      if (result?.['__typename'] !== expected) throw new Error(`${field}: ${JSON.stringify(answer)}`);
      return result;
    },
  };
}

/** Registers users, some at once. @returns their access tokens. */
export async function registerMany(graph: Graph, count: number): Promise<readonly string[]> {
  const tokens: string[] = [];
  let next = 0;
  const registerUntilDone = async (): Promise<void> => {
    while (next < count) {
      const input = { email: `person${next++}@example.com`, password: PASSWORD };
      const registration = { inputType: 'RegisterInput', input, expected: 'Registered', fields: 'accessToken' };
      tokens.push(String((await graph.mutate({ field: 'register', ...registration }))['accessToken']));
    }
  };
  await Promise.all(Array.from({ length: SIGN_UPS_AT_ONCE }, registerUntilDone));
  return tokens;
}

/** Opens a chat of the first of these users, and brings in the others. @returns its id. */
export async function openChat(graph: Graph, name: string, [owner, ...others]: readonly string[]): Promise<string> {
  if (owner === undefined) throw new Error('a chat has a member at least');
  const { chat } = await graph.mutate({
    field: 'createChat',
    inputType: 'CreateChatInput',
    input: { name, joinPolicy: 'LINK' },
    expected: 'ChatCreated',
    fields: 'chat { id }',
    token: owner,
  });
  const { id: chatId } = chat as { id: string };
  const input = { chatId };
  for (const token of others)
    await graph.mutate({ field: 'joinChat', inputType: 'JoinChatInput', input, expected: 'ChatJoined', token });
  return chatId;
}

/** Says something. Over when the graph acknowledges it. */
export async function say(graph: Graph, chatId: string, { token, text }: Saying): Promise<void> {
  const input = { chatId, text, clientMessageId: text };
  await graph.mutate({ field: 'sendMessage', inputType: 'SendMessageInput', input, expected: 'MessageSent', token });
}

export interface Saying {
  readonly token: string;
  readonly text: string;
}

/** Calls again and again until the condition holds. @throws after the time is over. */
export async function until(condition: () => boolean, withinMs: number): Promise<boolean> {
  const startedAt = performance.now();
  while (!condition()) {
    if (performance.now() - startedAt > withinMs) return false;
    await sleep(1);
  }
  return true;
}
