import type { Tab } from './tabs.ts';

/** Friends, and where one is signed in. */
export const peopleTabs: readonly Tab[] = [
  {
    query: `# Write the id of somebody else here: they find it
# in their tab Me. Until then there is no such user.
mutation RequestFriendship {
  requestFriendship(input: { userId: "their id", tag: "Hello" }) {
    __typename
    ... on FriendshipRequested {
      friendship {
        id
        status
      }
    }
    ... on UserNotFound {
      userId
    }
    ... on SelfFriendship {
      message
    }
  }
}
`,
  },
  {
    query: `query Friends {
  me {
    friends(first: 10) {
      edges {
        node {
          id
          username
          mutualFriendCount
        }
      }
    }
    friendRequests(first: 10) {
      edges {
        node {
          id
          tag
          requester {
            username
          }
        }
      }
    }
    sentFriendRequests(first: 10) {
      edges {
        node {
          id
          addressee {
            username
          }
        }
      }
    }
  }
}
`,
  },
  {
    query: `query Sessions {
  me {
    sessions(first: 10) {
      edges {
        node {
          id
          device
          lastUsedAt
          isCurrent
        }
      }
    }
  }
}
`,
  },
];
