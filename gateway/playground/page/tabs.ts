import { peopleTabs } from './people-tabs.ts';
import { talkTabs } from './talk-tabs.ts';
import { tradeTabs } from './trade-tabs.ts';

/** An operation that runs as it stands, for whoever is signed in. */
export interface Tab {
  readonly query: string;
}

/** The tabs a newcomer finds open: register, sign in, look at oneself, process a message; then trade, people and talk. */
export const tabs: readonly Tab[] = [
  {
    query: `# Whoever registers or signs in here is signed in in every tab.
# To be somebody else in one tab, give it an authorization
# header of its own: {"authorization": "Bearer <accessToken>"}
mutation Register {
  register(
    input: {
      email: "you@example.com"
      password: "correct horse battery 1815"
    }
  ) {
    __typename
    ... on Registered {
      accessToken
      user {
        id
      }
    }
    ... on LoginTaken {
      field
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
    query: `mutation SignIn {
  signIn(
    input: {
      login: "you@example.com"
      password: "correct horse battery 1815"
    }
  ) {
    __typename
    ... on SignedIn {
      accessToken
      expiresAt
    }
    ... on BadCredentials {
      message
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
    username
    roles
    paidAccess
  }
}
`,
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
      tier
      reason
      replayed
    }
    ... on AllowanceExhausted {
      refreshAt
    }
  }
}
`,
  },
  ...tradeTabs,
  ...peopleTabs,
  ...talkTabs,
];
