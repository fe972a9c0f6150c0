import type { Tab } from './tabs.ts';

/**
 * A chat, what is said in it, and hearing of it. Where an operation wants a chat, whoever tries it writes the id in;
 * until then there is no such chat.
 */
export const talkTabs: readonly Tab[] = [
  {
    query: `# The id is the link by which others come in: with
# joinChat. Write it into the tabs that follow.
mutation CreateChat {
  createChat(input: { name: "Tea", joinPolicy: LINK }) {
    __typename
    ... on ChatCreated {
      chat {
        id
        name
        version
      }
    }
    ... on InvalidChat {
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
    query: `# A new clientMessageId is a new message,
# the same one gives the same message again.
mutation SendMessage {
  sendMessage(
    input: {
      chatId: "chat id"
      text: "Tea is ready"
      clientMessageId: "playground-1"
    }
  ) {
    __typename
    ... on MessageSent {
      repeated
      message {
        id
        seq
      }
    }
    ... on ChatNotFound {
      chatId
    }
    ... on InvalidMessage {
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
    query: `# The newest; what came before them: before: <startCursor>
query History {
  chat(id: "chat id") {
    lastSeq
    unreadCount
    messages(last: 20) {
      edges {
        node {
          seq
          text
          author {
            username
          }
        }
      }
      pageInfo {
        hasPreviousPage
        startCursor
      }
    }
  }
}
`,
  },
  {
    query: `mutation MarkRead {
  markRead(input: { chatId: "chat id", seq: 1 }) {
    __typename
    ... on MarkedRead {
      moved
      marker {
        seq
        version
      }
    }
    ... on ChatNotFound {
      chatId
    }
    ... on InvalidMarker {
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
    query: `query SearchMessages {
  searchMessages(text: "tea -coffee", order: RANK, first: 10) {
    rank
    message {
      seq
      text
      chat {
        name
      }
    }
  }
}
`,
  },
  {
    query: `# Runs until it is stopped. Send a message meanwhile;
# with afterSeq: 0 it begins with the first one.
subscription MessageAdded {
  messageAdded(chatId: "chat id") {
    seq
    text
    author {
      username
    }
  }
}
`,
  },
  {
    query: `# Holds for six seconds; the others in the chat see it.
mutation SetTyping {
  setTyping(input: { chatId: "chat id", isTyping: true }) {
    __typename
  }
}
`,
  },
  {
    query: `# Who types, without yourself: begins with who does now.
subscription Typing {
  typing(chatId: "chat id") {
    username
  }
}
`,
  },
];
