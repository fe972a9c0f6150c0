/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}
export type CreateChatInput = {
  /** 1 to 255 characters. */
  name: string;
};

/** What the caller insists on: ANY takes whichever provider is right; FREE and PAID answer Redirected where the message belongs to the other door. */
export type Door = 'ANY' | 'FREE' | 'PAID';

/** How far two users have come. */
export type FriendshipStatus = 'ACCEPTED' | 'PENDING';

export type OrderLineInput = {
  /** Of one piece, 0 to 1,000,000. */
  price: string;
  /** 1 to 200 characters. */
  product: string;
  /** 1 to 1,000. */
  quantity: number;
};

/** Where an order stands. */
export type OrderStatus = 'CANCELLED' | 'COMPLETED' | 'IN_PROGRESS' | 'PENDING';

export type PlaceOrderInput = {
  /** Makes the call safe to repeat: the same key gives the same order. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 100 lines. */
  lines: Array<OrderLineInput>;
  /** At most 2,000 characters. */
  specialRequests?: string | null | undefined;
};

export type ProcessMessageInput = {
  door?: Door;
  /** Repeating a request with the same key gives the same answer and costs nothing. Without a key every request is a new one. */
  idempotencyKey?: string | null | undefined;
  text: string;
};

/** PROBING: it is tried by one call at a time, to find out where its count stands, whether it works again, or to be refused where its block begins with a refusal. */
export type ProviderState = 'BLOCKED' | 'OPEN' | 'PROBING';

/** Whether a call to the provider costs money. */
export type ProviderTier = 'FREE' | 'PAID';

export type RegisterInput = {
  email: string;
  password: string;
  username?: string | null | undefined;
};

export type RequestFriendshipInput = {
  /** A word about it, at most 200 characters. */
  tag?: string | null | undefined;
  userId: string;
};

/** What a user may do beyond their own affairs. */
export type Role = 'ADMIN' | 'MANAGER' | 'USER';

export type SendMessageInput = {
  chatId: string;
  /** Made by the sender, once a message; makes the call safe to repeat. 1 to 100 characters. */
  clientMessageId: string;
  /** 1 to 4,096 characters. */
  text: string;
};

export type SetPaidAccessInput = {
  paidAccess: boolean;
  userId: string;
};

export type SignInInput = {
  /** E-mail address or user name. */
  login: string;
  password: string;
};

export type CreateChatMutationVariables = Exact<{
  input: CreateChatInput;
}>;

export type CreateChatMutation = {
  createChat:
    | { __typename: 'ChatCreated'; chat: { id: string; name: string } }
    | { __typename: 'InvalidChat'; problems: Array<{ field: string; message: string }> };
};

export type ChatsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type ChatsQuery = {
  me: {
    id: string;
    chats: {
      edges: Array<{ node: { id: string; name: string } }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type RequestFriendshipMutationVariables = Exact<{
  input: RequestFriendshipInput;
}>;

export type RequestFriendshipMutation = {
  requestFriendship:
    | { __typename: 'FriendshipRequested'; friendship: { id: string; status: FriendshipStatus; tag: string } }
    | { __typename: 'SelfFriendship'; message: string }
    | { __typename: 'UserNotFound'; userId: string };
};

export type FriendsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type FriendsQuery = {
  me: {
    id: string;
    friends: {
      edges: Array<{ node: { id: string; username: string | null } }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;

export type SendMessageMutation = {
  sendMessage:
    | { __typename: 'ChatNotFound' }
    | { __typename: 'InvalidMessage'; problems: Array<{ field: string; message: string }> }
    | {
        __typename: 'MessageSent';
        repeated: boolean;
        message: { id: string; seq: number; text: string; createdAt: string };
      };
};

export type MessagesQueryVariables = Exact<{
  chatId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type MessagesQuery = {
  chat: {
    id: string;
    messages: {
      edges: Array<{
        node: {
          id: string;
          seq: number;
          text: string;
          createdAt: string;
          author: { id: string; username: string | null } | null;
        };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type PlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;

export type PlaceOrderMutation = {
  placeOrder:
    | { __typename: 'InvalidOrder'; problems: Array<{ field: string; message: string }> }
    | {
        __typename: 'OrderPlaced';
        repeated: boolean;
        order: { id: string; number: number; status: OrderStatus; total: string };
      };
};

export type OrdersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type OrdersQuery = {
  me: {
    id: string;
    orders: {
      edges: Array<{ node: { id: string; number: number; status: OrderStatus; total: string; createdAt: string } }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type ProcessMessageMutationVariables = Exact<{
  input: ProcessMessageInput;
}>;

export type ProcessMessageMutation = {
  processMessage:
    | { __typename: 'AllowanceExhausted'; refreshAt: string }
    | { __typename: 'FreeProviderBlocked'; retryAfterMs: number }
    | { __typename: 'IdempotencyKeyReused'; message: string }
    | { __typename: 'MessageInProgress'; retryAfterMs: number }
    | { __typename: 'OutcomeUnknown'; message: string }
    | {
        __typename: 'ProcessedMessage';
        text: string;
        provider: string;
        tier: ProviderTier;
        attempt: number;
        replayed: boolean;
        sponsored: boolean;
        reason: string;
      }
    | { __typename: 'Redirected'; to: Door };
};

export type AllowanceQueryVariables = Exact<{ [key: string]: never }>;

export type AllowanceQuery = {
  me: { id: string; paidAccess: boolean | null; allowance: { left: number; refreshAt: string } | null } | null;
};

export type ProvidersQueryVariables = Exact<{ [key: string]: never }>;

export type ProvidersQuery = {
  providers: Array<{
    name: string;
    tier: ProviderTier;
    state: ProviderState;
    remaining: number | null;
    blockedUntil: string | null;
    unresolvedCalls: number | null;
    savedCost: number | null;
    processed: number;
  }>;
};

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;

export type RegisterMutation = {
  register:
    | { __typename: 'InvalidRegistration'; problems: Array<{ field: string; message: string }> }
    | { __typename: 'LoginTaken'; field: string }
    | {
        __typename: 'Registered';
        accessToken: string;
        expiresAt: string;
        user: { id: string; username: string | null; email: string | null };
      };
};

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;

export type SignInMutation = {
  signIn:
    | { __typename: 'BadCredentials'; message: string }
    | {
        __typename: 'SignedIn';
        accessToken: string;
        expiresAt: string;
        user: { id: string; username: string | null; email: string | null };
      };
};

export type MeQueryVariables = Exact<{ [key: string]: never }>;

export type MeQuery = {
  me: {
    id: string;
    username: string | null;
    email: string | null;
    roles: Array<Role> | null;
    paidAccess: boolean | null;
    createdAt: string;
  } | null;
};

export type SetPaidAccessMutationVariables = Exact<{
  input: SetPaidAccessInput;
}>;

export type SetPaidAccessMutation = { setPaidAccess: { id: string; paidAccess: boolean | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const CreateChatDocument = new TypedDocumentString(`
    mutation CreateChat($input: CreateChatInput!) {
  createChat(input: $input) {
    __typename
    ... on ChatCreated {
      chat {
        id
        name
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
    `) as unknown as TypedDocumentString<CreateChatMutation, CreateChatMutationVariables>;
export const ChatsDocument = new TypedDocumentString(`
    query Chats($first: Int, $after: String) {
  me {
    id
    chats(first: $first, after: $after) {
      edges {
        node {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChatsQuery, ChatsQueryVariables>;
export const RequestFriendshipDocument = new TypedDocumentString(`
    mutation RequestFriendship($input: RequestFriendshipInput!) {
  requestFriendship(input: $input) {
    __typename
    ... on FriendshipRequested {
      friendship {
        id
        status
        tag
      }
    }
    ... on SelfFriendship {
      message
    }
    ... on UserNotFound {
      userId
    }
  }
}
    `) as unknown as TypedDocumentString<RequestFriendshipMutation, RequestFriendshipMutationVariables>;
export const FriendsDocument = new TypedDocumentString(`
    query Friends($first: Int, $after: String) {
  me {
    id
    friends(first: $first, after: $after) {
      edges {
        node {
          id
          username
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FriendsQuery, FriendsQueryVariables>;
export const SendMessageDocument = new TypedDocumentString(`
    mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) {
    __typename
    ... on MessageSent {
      repeated
      message {
        id
        seq
        text
        createdAt
      }
    }
    ... on InvalidMessage {
      problems {
        field
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SendMessageMutation, SendMessageMutationVariables>;
export const MessagesDocument = new TypedDocumentString(`
    query Messages($chatId: ID!, $first: Int, $after: String) {
  chat(id: $chatId) {
    id
    messages(first: $first, after: $after) {
      edges {
        node {
          id
          seq
          text
          createdAt
          author {
            id
            username
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MessagesQuery, MessagesQueryVariables>;
export const PlaceOrderDocument = new TypedDocumentString(`
    mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    __typename
    ... on OrderPlaced {
      repeated
      order {
        id
        number
        status
        total
      }
    }
    ... on InvalidOrder {
      problems {
        field
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const OrdersDocument = new TypedDocumentString(`
    query Orders($first: Int, $after: String) {
  me {
    id
    orders(first: $first, after: $after) {
      edges {
        node {
          id
          number
          status
          total
          createdAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersQuery, OrdersQueryVariables>;
export const ProcessMessageDocument = new TypedDocumentString(`
    mutation ProcessMessage($input: ProcessMessageInput!) {
  processMessage(input: $input) {
    __typename
    ... on ProcessedMessage {
      text
      provider
      tier
      attempt
      replayed
      sponsored
      reason
    }
    ... on AllowanceExhausted {
      refreshAt
    }
    ... on FreeProviderBlocked {
      retryAfterMs
    }
    ... on Redirected {
      to
    }
    ... on MessageInProgress {
      retryAfterMs
    }
    ... on IdempotencyKeyReused {
      message
    }
    ... on OutcomeUnknown {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ProcessMessageMutation, ProcessMessageMutationVariables>;
export const AllowanceDocument = new TypedDocumentString(`
    query Allowance {
  me {
    id
    paidAccess
    allowance {
      left
      refreshAt
    }
  }
}
    `) as unknown as TypedDocumentString<AllowanceQuery, AllowanceQueryVariables>;
export const ProvidersDocument = new TypedDocumentString(`
    query Providers {
  providers {
    name
    tier
    state
    remaining
    blockedUntil
    unresolvedCalls
    savedCost
    processed
  }
}
    `) as unknown as TypedDocumentString<ProvidersQuery, ProvidersQueryVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    __typename
    ... on Registered {
      accessToken
      expiresAt
      user {
        id
        username
        email
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
    `) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignedIn {
      accessToken
      expiresAt
      user {
        id
        username
        email
      }
    }
    ... on BadCredentials {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    username
    email
    roles
    paidAccess
    createdAt
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const SetPaidAccessDocument = new TypedDocumentString(`
    mutation SetPaidAccess($input: SetPaidAccessInput!) {
  setPaidAccess(input: $input) {
    id
    paidAccess
  }
}
    `) as unknown as TypedDocumentString<SetPaidAccessMutation, SetPaidAccessMutationVariables>;
