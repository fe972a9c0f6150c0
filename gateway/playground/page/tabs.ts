interface Tab {
  readonly query: string;
  readonly headers?: string;
}

const SIGNED_IN = JSON.stringify({ authorization: 'Bearer <the accessToken of SignIn>' }, undefined, 2);

/** The tabs a newcomer finds open: register, sign in, look at oneself, process a message. */
export const tabs: readonly Tab[] = [
  {
    query: `mutation Register {
  register(
    input: {
      email: "ada@example.com"
      password: "correct horse battery 1815"
    }
  ) {
    __typename
    ... on Registered {
      user {
        id
      }
    }
    ... on InvalidRegistration {
      problems {
        field
        message
      }
    }
  }
}
`,
  },
  {
    query: `# Copy the accessToken into the headers of the next tabs.
mutation SignIn {
  signIn(
    input: {
      login: "ada@example.com"
      password: "correct horse battery 1815"
    }
  ) {
    __typename
    ... on SignedIn {
      accessToken
      expiresAt
    }
  }
}
`,
  },
  {
    query: `query Me {
  me {
    id
    email
    roles
    paidAccess
  }
}
`,
    headers: SIGNED_IN,
  },
  {
    query: `# A new idempotencyKey is a new message,
# the same one gives the same answer again.
mutation ProcessMessage {
  processMessage(
    input: {
      text: "Hello, Stoa"
      idempotencyKey: "playground-1"
      door: ANY
    }
  ) {
    __typename
    ... on ProcessedMessage {
      text
      provider
    }
  }
}
`,
    headers: SIGNED_IN,
  },
];
