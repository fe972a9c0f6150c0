/** What came back: `data` untyped on purpose, for tests look into answers of any shape. */
export interface GraphQLAnswer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: { readonly code?: string };
  }[];
}

export interface GraphQLCall {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly token?: string;
}

/** Sends a document to a gateway as a stranger would. */
export async function ask(url: string, { query, variables, token }: GraphQLCall): Promise<GraphQLAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphQLAnswer;
}

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

export const PASSWORD = 'correct horse battery';

/** Opens an account, which also signs in. */
export async function register(url: string, email: string): Promise<Account> {
  const query = `mutation ($input: RegisterInput!) {
    register(input: $input) { __typename ... on Registered { accessToken user { id } } }
  }`;
  const answer = await ask(url, { query, variables: { input: { email, password: PASSWORD } } });
  const { register: registered } = answer.data as {
    register: { __typename: string; accessToken: string; user: { id: string } };
  };
  if (registered.__typename !== 'Registered') throw new Error(`not registered: ${JSON.stringify(answer)}`);
  return { id: registered.user.id, email, token: registered.accessToken };
}

export async function signIn(url: string, login: string): Promise<string> {
  const query =
    'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignedIn { accessToken } } }';
  const answer = await ask(url, { query, variables: { input: { login, password: PASSWORD } } });
  const { signIn: signedIn } = answer.data as { signIn: { __typename: string; accessToken: string } };
  if (signedIn.__typename !== 'SignedIn') throw new Error(`not signed in: ${JSON.stringify(answer)}`);
  return signedIn.accessToken;
}

/** The outcome of a message, whichever member of the union it is. */
export interface Processed {
  readonly __typename: string;
  readonly text?: string;
  readonly tier?: 'FREE' | 'PAID';
  readonly replayed?: boolean;
  readonly refreshAt?: string;
}

export interface MessageInput {
  readonly text: string;
  readonly idempotencyKey?: string;
}

/** Has a message processed. @throws what the graph says where it answers with an error. */
export async function processMessage(url: string, token: string, input: MessageInput): Promise<Processed> {
  const query = `mutation ($input: ProcessMessageInput!) {
    processMessage(input: $input) {
      __typename
      ... on ProcessedMessage { text tier replayed }
      ... on AllowanceExhausted { refreshAt }
    }
  }`;
  const answer = await ask(url, { query, variables: { input }, token });
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return (answer.data as { processMessage: Processed }).processMessage;
}
