/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}
/** What is absent stays as it is. */
export type ChangeOrderInput = {
  id: string;
  /** Take the place of all lines, at the present prices. For administrators, in MANUAL orders. */
  lines?: Array<OrderLineInput> | null | undefined;
  /** At most 2,000 characters. The user changes them while the order is PENDING; those who run it at any time. */
  specialRequests?: string | null | undefined;
  /** Where to move it, as `setOrderStatus` does. */
  status?: OrderStatus | null | undefined;
  /** The version that was read; an order of another one is not changed. */
  version?: number | null | undefined;
};

export type ChangePasswordInput = {
  currentPassword: string;
  /** Another one than before. 10 to 1,024 characters, 5 different ones at least; neither the user name nor what stands before the @ is in it. */
  newPassword: string;
};

/** Where a client came in: the graph itself, or one of the old REST contracts. */
export type Contract = 'graphql' | 'kpo' | 'msgr' | 'mz' | 'octo' | 'trp';

export type CreateChatInput = {
  /** 1 to 255 characters. */
  name: string;
};

export type DeleteMyAccountInput = {
  /** The present one once more, as it cannot be undone. */
  password: string;
};

/** What the caller insists on: ANY takes whichever provider is right; FREE and PAID answer Redirected where the message belongs to the other door. */
export type Door = 'ANY' | 'FREE' | 'PAID';

/** What one of the two may do to a friendship. */
export type FriendshipAction =
  /** `acceptFriendship` */
  | 'ACCEPT'
  /** `cancelFriendshipRequest` */
  | 'CANCEL'
  /** `declineFriendship` */
  | 'DECLINE'
  /** `removeFriendship` */
  | 'REMOVE'
  /** `requestFriendship`: accepts a request of the other one; changes nothing where one has asked already. */
  | 'REQUEST'
  /** `updateFriendshipTag` */
  | 'TAG';

/** How far two users have come. */
export type FriendshipStatus =
  /** They are friends. */
  | 'ACCEPTED'
  /** One has asked, the other has not answered. */
  | 'PENDING';

/** Which orders of a user a list has; what is absent excludes none. */
export type OrderFilter = {
  /** Placed at this time or later. */
  createdAfter?: string | null | undefined;
  /** Placed before this time. */
  createdBefore?: string | null | undefined;
  /** This total or less. */
  maxTotal?: string | null | undefined;
  /** This total or more. */
  minTotal?: string | null | undefined;
  /** One of these; an empty list has no orders. */
  status?: Array<OrderStatus> | null | undefined;
  /** All unless told. */
  workflow?: OrderWorkflow | null | undefined;
};

/** A product with its price, or a dish of the menu at its price there, by its id or its number. */
export type OrderLineInput = {
  /** A dish by id. */
  dishId?: string | null | undefined;
  /** A dish by number. */
  dishNumber?: number | null | undefined;
  /** Of one piece of the product, 0 to 1,000,000. Not for dishes. */
  price?: string | null | undefined;
  /** What is on no menu, 1 to 200 characters. */
  product?: string | null | undefined;
  /** 1 to 1,000. */
  quantity: number;
};

/** The order of a list; newest first unless told. */
export type OrderSort = {
  direction?: OrderSortDirection;
  field?: OrderSortField;
};

/** Upwards or downwards. */
export type OrderSortDirection = 'ASC' | 'DESC';

/** By what a list of orders is sorted. */
export type OrderSortField = 'CREATED_AT' | 'TOTAL';

/** Where an order stands. */
export type OrderStatus =
  /** Its dishes are back in stock. */
  | 'CANCELLED'
  | 'COMPLETED'
  | 'IN_PROGRESS'
  /** Placed; nobody has begun. */
  | 'PENDING';

/** What moves an order on: the clock of the kitchen, or people. */
export type OrderWorkflow =
  /** Of dishes only. The clock moves it on step by step; managers may too. Its user cancels it while PENDING. */
  | 'KITCHEN'
  /** Of anything. Administrators set any status; its user may only cancel it. */
  | 'MANUAL';

export type PlaceOrderInput = {
  /** Makes the call safe to repeat: the same key of the same user gives the same order. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 100 lines, each dish in one of them. */
  lines: Array<OrderLineInput>;
  /** At most 2,000 characters. */
  specialRequests?: string | null | undefined;
  /** Unless told, KITCHEN where all lines are dishes, otherwise MANUAL. A kitchen order has dishes only. */
  workflow?: OrderWorkflow | null | undefined;
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

/** Why a refresh token is no longer good. After any of them the user signs in again. */
export type RefreshRefusal =
  /** The session was ended: by a sign-out, a new password, an administrator. */
  | 'ENDED'
  /** It was not used in time, or the session has reached its greatest age. */
  | 'EXPIRED'
  /** It is no refresh token of this door, or its session is long over. */
  | 'INVALID'
  /** It had been used before, so somebody else may have it; the session is over for all. */
  | 'REUSED';

/** A password, and an e-mail address or a user name or both. */
export type RegisterInput = {
  /** From 1900-01-01 to today (in UTC). */
  birthday?: string | null | undefined;
  /** At most 320 characters. Two addresses that differ in case only are the same. */
  email?: string | null | undefined;
  /** 1 to 100 characters. */
  firstName?: string | null | undefined;
  /** 1 to 100 characters. */
  lastName?: string | null | undefined;
  /** The name that is shown, 1 to 255 characters. */
  name?: string | null | undefined;
  /** Never left out. 10 to 1,024 characters, 5 different ones at least; neither the user name nor what stands before the @ is in it. */
  password?: string | null | undefined;
  /** 3 to 40 letters, digits, dots, dashes or underscores, the first a letter or a digit. One that differs from another in case only is taken. */
  username?: string | null | undefined;
};

export type RequestFriendshipInput = {
  /** A word about it, at most 200 characters; empty unless told. It is kept with a new request only. */
  tag?: string | null | undefined;
  userId: string;
};

/** What a user may do beyond their own affairs. */
export type Role =
  /** Looks after all accounts and orders, and may do whatever a manager may. */
  | 'ADMIN'
  /** Runs the kitchen: its orders and the menu. */
  | 'MANAGER'
  /** Every account has it; it gives nothing beyond one's own affairs. */
  | 'USER';

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

export type SetPasswordInput = {
  /** 10 to 1,024 characters, 5 different ones at least; neither the user name nor what stands before the @ is in it. */
  newPassword: string;
  /** Of a password link, as an administrator or the operator gave it. */
  token: string;
};

export type SignInInput = {
  /** What the client calls itself, for the list of sessions; what goes beyond 200 characters is cut off. */
  device?: string | null | undefined;
  /** E-mail address, whatever its case, or user name. */
  login: string;
  password: string;
};

export type UpdateFriendshipTagInput = {
  friendshipId: string;
  /** A word about it, at most 200 characters; may be empty. */
  tag: string;
};

/** What is not given stays as it is; null removes it. An account keeps an e-mail address or a user name. */
export type UpdateProfileInput = {
  /** From 1900-01-01 to today (in UTC). */
  birthday?: string | null | undefined;
  /** At most 320 characters. Two addresses that differ in case only are the same. */
  email?: string | null | undefined;
  /** 1 to 100 characters. */
  firstName?: string | null | undefined;
  /** 1 to 100 characters. */
  lastName?: string | null | undefined;
  /** The name that is shown, 1 to 255 characters. */
  name?: string | null | undefined;
  /** 3 to 40 letters, digits, dots, dashes or underscores, the first a letter or a digit. One that differs from another in case only is taken. */
  username?: string | null | undefined;
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
    | { __typename: 'BlockedByViewer'; userId: string }
    | { __typename: 'FriendshipRequested'; friendship: { id: string; status: FriendshipStatus; tag: string } }
    | { __typename: 'SelfFriendship'; message: string }
    | { __typename: 'TooManyFriendshipRequests'; retryAt: string }
    | { __typename: 'UserNotFound'; userId: string };
};

export type AcceptFriendshipMutationVariables = Exact<{
  friendshipId: string;
}>;

export type AcceptFriendshipMutation = {
  acceptFriendship:
    | { __typename: 'FriendshipAccepted'; friendship: { id: string; status: FriendshipStatus } }
    | {
        __typename: 'FriendshipChangeRefused';
        allowedActions: Array<FriendshipAction>;
        friendship: { id: string; status: FriendshipStatus };
      }
    | { __typename: 'FriendshipNotFound'; friendshipId: string };
};

export type DeclineFriendshipMutationVariables = Exact<{
  friendshipId: string;
}>;

export type DeclineFriendshipMutation = {
  declineFriendship:
    | {
        __typename: 'FriendshipChangeRefused';
        allowedActions: Array<FriendshipAction>;
        friendship: { id: string; status: FriendshipStatus };
      }
    | { __typename: 'FriendshipDeclined'; friendshipId: string; user: { id: string; username: string | null } }
    | { __typename: 'FriendshipNotFound'; friendshipId: string };
};

export type CancelFriendshipRequestMutationVariables = Exact<{
  friendshipId: string;
}>;

export type CancelFriendshipRequestMutation = {
  cancelFriendshipRequest:
    | {
        __typename: 'FriendshipChangeRefused';
        allowedActions: Array<FriendshipAction>;
        friendship: { id: string; status: FriendshipStatus };
      }
    | { __typename: 'FriendshipNotFound'; friendshipId: string }
    | { __typename: 'FriendshipRequestCancelled'; friendshipId: string; user: { id: string; username: string | null } };
};

export type RemoveFriendshipMutationVariables = Exact<{
  friendshipId: string;
}>;

export type RemoveFriendshipMutation = {
  removeFriendship:
    | {
        __typename: 'FriendshipChangeRefused';
        allowedActions: Array<FriendshipAction>;
        friendship: { id: string; status: FriendshipStatus };
      }
    | { __typename: 'FriendshipNotFound'; friendshipId: string }
    | { __typename: 'FriendshipRemoved'; friendshipId: string; user: { id: string; username: string | null } };
};

export type UpdateFriendshipTagMutationVariables = Exact<{
  input: UpdateFriendshipTagInput;
}>;

export type UpdateFriendshipTagMutation = {
  updateFriendshipTag:
    | {
        __typename: 'FriendshipChangeRefused';
        allowedActions: Array<FriendshipAction>;
        friendship: { id: string; status: FriendshipStatus };
      }
    | { __typename: 'FriendshipNotFound'; friendshipId: string }
    | { __typename: 'FriendshipTagUpdated'; friendship: { id: string; tag: string } };
};

export type BlockUserMutationVariables = Exact<{
  userId: string;
}>;

export type BlockUserMutation = {
  blockUser:
    | { __typename: 'SelfBlock'; message: string }
    | { __typename: 'UserBlocked'; blockedAt: string; user: { id: string; username: string | null } }
    | { __typename: 'UserNotFound'; userId: string };
};

export type UnblockUserMutationVariables = Exact<{
  userId: string;
}>;

export type UnblockUserMutation = {
  unblockUser:
    | { __typename: 'UserNotFound'; userId: string }
    | { __typename: 'UserUnblocked'; user: { id: string; username: string | null } };
};

export type FriendsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type FriendsQuery = {
  me: {
    id: string;
    friendCount: number | null;
    friends: {
      edges: Array<{
        node: { id: string; username: string | null; name: string | null };
        friendship: { id: string; tag: string };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type FriendRequestsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type FriendRequestsQuery = {
  me: {
    id: string;
    friendRequestCount: number | null;
    friendRequests: {
      edges: Array<{
        node: {
          id: string;
          tag: string;
          createdAt: string;
          requester: { id: string; username: string | null; name: string | null };
        };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type SentFriendRequestsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type SentFriendRequestsQuery = {
  me: {
    id: string;
    sentFriendRequests: {
      edges: Array<{
        node: {
          id: string;
          tag: string;
          createdAt: string;
          addressee: { id: string; username: string | null; name: string | null };
        };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type MutualFriendsQueryVariables = Exact<{
  userId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type MutualFriendsQuery = {
  user: {
    id: string;
    mutualFriendCount: number | null;
    mutualFriends: {
      edges: Array<{ node: { id: string; username: string | null; name: string | null } }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type BlockedUsersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type BlockedUsersQuery = {
  me: {
    id: string;
    blockedUsers: {
      edges: Array<{ blockedAt: string; node: { id: string; username: string | null } }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;

export type SendMessageMutation = {
  sendMessage:
    | { __typename: 'ChatNotFound'; chatId: string }
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

export type MenuQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type MenuQuery = {
  menu: {
    edges: Array<{
      node: { id: string; number: number; name: string; description: string; price: string; quantity: number };
    }>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};

export type PlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;

export type PlaceOrderMutation = {
  placeOrder:
    | { __typename: 'DishesNotFound'; dishIds: Array<string>; dishNumbers: Array<number> }
    | {
        __typename: 'InsufficientStock';
        shortages: Array<{ wanted: number; left: number; dish: { id: string; name: string } }>;
      }
    | { __typename: 'InvalidOrder'; problems: Array<{ field: string; message: string }> }
    | { __typename: 'OrderKeyReused'; order: { id: string; number: number } }
    | {
        __typename: 'OrderPlaced';
        repeated: boolean;
        order: {
          id: string;
          number: number;
          status: OrderStatus;
          workflow: OrderWorkflow;
          total: string;
          version: number;
        };
      };
};

export type OrdersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: OrderFilter | null | undefined;
  sort?: OrderSort | null | undefined;
}>;

export type OrdersQuery = {
  me: {
    id: string;
    orders: {
      edges: Array<{
        node: {
          id: string;
          number: number;
          status: OrderStatus;
          workflow: OrderWorkflow;
          total: string;
          version: number;
          createdAt: string;
        };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type OrderQueryVariables = Exact<{
  id: string;
}>;

export type OrderQuery = {
  order: {
    id: string;
    number: number;
    status: OrderStatus;
    workflow: OrderWorkflow;
    total: string;
    specialRequests: string;
    version: number;
    createdAt: string;
    updatedAt: string;
    lines: Array<{
      product: string;
      quantity: number;
      price: string;
      total: string;
      dish: { id: string; isArchived: boolean } | null;
    }>;
  } | null;
};

export type CancelOrderMutationVariables = Exact<{
  id: string;
  version?: number | null | undefined;
}>;

export type CancelOrderMutation = {
  cancelOrder:
    | { __typename: 'IllegalTransition'; from: OrderStatus; to: OrderStatus; allowed: Array<OrderStatus> }
    | {
        __typename: 'InsufficientStock';
        shortages: Array<{ wanted: number; left: number; dish: { id: string; name: string } }>;
      }
    | { __typename: 'OrderChanged'; order: { id: string; status: OrderStatus; version: number } }
    | { __typename: 'OrderNotFound'; id: string }
    | { __typename: 'OrderVersionConflict'; order: { id: string; status: OrderStatus; version: number } };
};

export type SetOrderStatusMutationVariables = Exact<{
  id: string;
  status: OrderStatus;
  version?: number | null | undefined;
}>;

export type SetOrderStatusMutation = {
  setOrderStatus:
    | { __typename: 'IllegalTransition'; from: OrderStatus; to: OrderStatus; allowed: Array<OrderStatus> }
    | {
        __typename: 'InsufficientStock';
        shortages: Array<{ wanted: number; left: number; dish: { id: string; name: string } }>;
      }
    | { __typename: 'OrderChanged'; order: { id: string; status: OrderStatus; version: number } }
    | { __typename: 'OrderNotFound'; id: string }
    | { __typename: 'OrderVersionConflict'; order: { id: string; status: OrderStatus; version: number } };
};

export type ChangeOrderMutationVariables = Exact<{
  input: ChangeOrderInput;
}>;

export type ChangeOrderMutation = {
  changeOrder:
    | { __typename: 'DishesNotFound'; dishIds: Array<string>; dishNumbers: Array<number> }
    | { __typename: 'IllegalTransition'; from: OrderStatus; to: OrderStatus; allowed: Array<OrderStatus> }
    | {
        __typename: 'InsufficientStock';
        shortages: Array<{ wanted: number; left: number; dish: { id: string; name: string } }>;
      }
    | { __typename: 'InvalidOrder'; problems: Array<{ field: string; message: string }> }
    | {
        __typename: 'OrderChanged';
        order: { id: string; status: OrderStatus; total: string; specialRequests: string; version: number };
      }
    | { __typename: 'OrderNotFound'; id: string }
    | { __typename: 'OrderVersionConflict'; order: { id: string; status: OrderStatus; version: number } };
};

export type OrderStatisticsQueryVariables = Exact<{
  workflow?: OrderWorkflow | null | undefined;
}>;

export type OrderStatisticsQuery = {
  me: {
    id: string;
    orderStatistics: {
      total: number;
      totalSpent: string;
      byStatus: { pending: number; inProgress: number; completed: number; cancelled: number };
      recent: Array<{ id: string; number: number; status: OrderStatus; total: string }>;
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
        refreshToken: string | null;
        refreshExpiresAt: string | null;
        sessionId: string;
        user: { id: string; username: string | null; email: string | null };
      };
};

export type RefreshTokensMutationVariables = Exact<{
  refreshToken: string;
}>;

export type RefreshTokensMutation = {
  refreshTokens:
    | { __typename: 'RefreshRefused'; reason: RefreshRefusal }
    | {
        __typename: 'TokensRefreshed';
        accessToken: string;
        expiresAt: string;
        refreshToken: string | null;
        refreshExpiresAt: string | null;
        sessionId: string;
        user: { id: string; username: string | null; email: string | null };
      };
};

export type SessionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type SessionsQuery = {
  me: {
    id: string;
    sessions: {
      edges: Array<{
        node: {
          id: string;
          device: string | null;
          contract: Contract;
          createdAt: string;
          lastUsedAt: string;
          expiresAt: string;
          isCurrent: boolean;
        };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type EndSessionMutationVariables = Exact<{
  id: string;
}>;

export type EndSessionMutation = { endSession: { ended: number } };

export type SignOutMutationVariables = Exact<{ [key: string]: never }>;

export type SignOutMutation = { signOut: { ended: number } };

export type SignOutEverywhereMutationVariables = Exact<{
  includeCurrent?: boolean;
}>;

export type SignOutEverywhereMutation = { signOutEverywhere: { ended: number } };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;

export type RegisterMutation = {
  register:
    | { __typename: 'AccountCreated' }
    | { __typename: 'InvalidRegistration'; problems: Array<{ field: string; message: string }> }
    | { __typename: 'LoginTaken'; field: string }
    | {
        __typename: 'Registered';
        accessToken: string;
        expiresAt: string;
        refreshToken: string | null;
        refreshExpiresAt: string | null;
        sessionId: string;
        user: { id: string; username: string | null; email: string | null };
      };
};

export type MeQueryVariables = Exact<{ [key: string]: never }>;

export type MeQuery = {
  me: {
    id: string;
    number: number | null;
    username: string | null;
    email: string | null;
    name: string | null;
    firstName: string | null;
    lastName: string | null;
    birthday: string | null;
    roles: Array<Role> | null;
    paidAccess: boolean | null;
    createdAt: string;
  } | null;
};

export type UserQueryVariables = Exact<{
  id: string;
}>;

export type UserQuery = {
  user: {
    id: string;
    username: string | null;
    name: string | null;
    mutualFriendCount: number | null;
    friendshipWithViewer: { id: string; status: FriendshipStatus } | null;
  } | null;
};

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;

export type UpdateProfileMutation = {
  updateProfile:
    | { __typename: 'InvalidProfile'; problems: Array<{ field: string; message: string }> }
    | { __typename: 'LoginTaken'; field: string }
    | {
        __typename: 'ProfileUpdated';
        user: {
          id: string;
          username: string | null;
          email: string | null;
          name: string | null;
          firstName: string | null;
          lastName: string | null;
          birthday: string | null;
        };
      };
};

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;

export type ChangePasswordMutation = {
  changePassword:
    | { __typename: 'InvalidPassword'; problems: Array<{ field: string; message: string }> }
    | { __typename: 'PasswordChanged'; message: string }
    | { __typename: 'WrongPassword'; field: string; message: string };
};

export type SetPasswordMutationVariables = Exact<{
  input: SetPasswordInput;
}>;

export type SetPasswordMutation = {
  setPassword:
    | { __typename: 'InvalidPassword'; problems: Array<{ field: string; message: string }> }
    | { __typename: 'PasswordChanged'; message: string }
    | { __typename: 'PasswordLinkInvalid'; message: string };
};

export type DeleteMyAccountMutationVariables = Exact<{
  input: DeleteMyAccountInput;
}>;

export type DeleteMyAccountMutation = {
  deleteMyAccount:
    | { __typename: 'AccountDeleted'; userId: string }
    | { __typename: 'BadCredentials'; message: string }
    | { __typename: 'LastAdministrator'; message: string };
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
    ... on BlockedByViewer {
      userId
    }
    ... on TooManyFriendshipRequests {
      retryAt
    }
  }
}
    `) as unknown as TypedDocumentString<RequestFriendshipMutation, RequestFriendshipMutationVariables>;
export const AcceptFriendshipDocument = new TypedDocumentString(`
    mutation AcceptFriendship($friendshipId: ID!) {
  acceptFriendship(friendshipId: $friendshipId) {
    __typename
    ... on FriendshipAccepted {
      friendship {
        id
        status
      }
    }
    ... on FriendshipNotFound {
      friendshipId
    }
    ... on FriendshipChangeRefused {
      allowedActions
      friendship {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptFriendshipMutation, AcceptFriendshipMutationVariables>;
export const DeclineFriendshipDocument = new TypedDocumentString(`
    mutation DeclineFriendship($friendshipId: ID!) {
  declineFriendship(friendshipId: $friendshipId) {
    __typename
    ... on FriendshipDeclined {
      friendshipId
      user {
        id
        username
      }
    }
    ... on FriendshipNotFound {
      friendshipId
    }
    ... on FriendshipChangeRefused {
      allowedActions
      friendship {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeclineFriendshipMutation, DeclineFriendshipMutationVariables>;
export const CancelFriendshipRequestDocument = new TypedDocumentString(`
    mutation CancelFriendshipRequest($friendshipId: ID!) {
  cancelFriendshipRequest(friendshipId: $friendshipId) {
    __typename
    ... on FriendshipRequestCancelled {
      friendshipId
      user {
        id
        username
      }
    }
    ... on FriendshipNotFound {
      friendshipId
    }
    ... on FriendshipChangeRefused {
      allowedActions
      friendship {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CancelFriendshipRequestMutation, CancelFriendshipRequestMutationVariables>;
export const RemoveFriendshipDocument = new TypedDocumentString(`
    mutation RemoveFriendship($friendshipId: ID!) {
  removeFriendship(friendshipId: $friendshipId) {
    __typename
    ... on FriendshipRemoved {
      friendshipId
      user {
        id
        username
      }
    }
    ... on FriendshipNotFound {
      friendshipId
    }
    ... on FriendshipChangeRefused {
      allowedActions
      friendship {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveFriendshipMutation, RemoveFriendshipMutationVariables>;
export const UpdateFriendshipTagDocument = new TypedDocumentString(`
    mutation UpdateFriendshipTag($input: UpdateFriendshipTagInput!) {
  updateFriendshipTag(input: $input) {
    __typename
    ... on FriendshipTagUpdated {
      friendship {
        id
        tag
      }
    }
    ... on FriendshipNotFound {
      friendshipId
    }
    ... on FriendshipChangeRefused {
      allowedActions
      friendship {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateFriendshipTagMutation, UpdateFriendshipTagMutationVariables>;
export const BlockUserDocument = new TypedDocumentString(`
    mutation BlockUser($userId: ID!) {
  blockUser(userId: $userId) {
    __typename
    ... on UserBlocked {
      blockedAt
      user {
        id
        username
      }
    }
    ... on SelfBlock {
      message
    }
    ... on UserNotFound {
      userId
    }
  }
}
    `) as unknown as TypedDocumentString<BlockUserMutation, BlockUserMutationVariables>;
export const UnblockUserDocument = new TypedDocumentString(`
    mutation UnblockUser($userId: ID!) {
  unblockUser(userId: $userId) {
    __typename
    ... on UserUnblocked {
      user {
        id
        username
      }
    }
    ... on UserNotFound {
      userId
    }
  }
}
    `) as unknown as TypedDocumentString<UnblockUserMutation, UnblockUserMutationVariables>;
export const FriendsDocument = new TypedDocumentString(`
    query Friends($first: Int, $after: String) {
  me {
    id
    friendCount
    friends(first: $first, after: $after) {
      edges {
        node {
          id
          username
          name
        }
        friendship {
          id
          tag
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
export const FriendRequestsDocument = new TypedDocumentString(`
    query FriendRequests($first: Int, $after: String) {
  me {
    id
    friendRequestCount
    friendRequests(first: $first, after: $after) {
      edges {
        node {
          id
          tag
          createdAt
          requester {
            id
            username
            name
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
    `) as unknown as TypedDocumentString<FriendRequestsQuery, FriendRequestsQueryVariables>;
export const SentFriendRequestsDocument = new TypedDocumentString(`
    query SentFriendRequests($first: Int, $after: String) {
  me {
    id
    sentFriendRequests(first: $first, after: $after) {
      edges {
        node {
          id
          tag
          createdAt
          addressee {
            id
            username
            name
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
    `) as unknown as TypedDocumentString<SentFriendRequestsQuery, SentFriendRequestsQueryVariables>;
export const MutualFriendsDocument = new TypedDocumentString(`
    query MutualFriends($userId: ID!, $first: Int, $after: String) {
  user(id: $userId) {
    id
    mutualFriendCount
    mutualFriends(first: $first, after: $after) {
      edges {
        node {
          id
          username
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
    `) as unknown as TypedDocumentString<MutualFriendsQuery, MutualFriendsQueryVariables>;
export const BlockedUsersDocument = new TypedDocumentString(`
    query BlockedUsers($first: Int, $after: String) {
  me {
    id
    blockedUsers(first: $first, after: $after) {
      edges {
        blockedAt
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
    `) as unknown as TypedDocumentString<BlockedUsersQuery, BlockedUsersQueryVariables>;
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
export const MenuDocument = new TypedDocumentString(`
    query Menu($first: Int, $after: String) {
  menu(first: $first, after: $after) {
    edges {
      node {
        id
        number
        name
        description
        price
        quantity
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<MenuQuery, MenuQueryVariables>;
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
        workflow
        total
        version
      }
    }
    ... on InvalidOrder {
      problems {
        field
        message
      }
    }
    ... on DishesNotFound {
      dishIds
      dishNumbers
    }
    ... on InsufficientStock {
      shortages {
        wanted
        left
        dish {
          id
          name
        }
      }
    }
    ... on OrderKeyReused {
      order {
        id
        number
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const OrdersDocument = new TypedDocumentString(`
    query Orders($first: Int, $after: String, $filter: OrderFilter, $sort: OrderSort) {
  me {
    id
    orders(first: $first, after: $after, filter: $filter, sort: $sort) {
      edges {
        node {
          id
          number
          status
          workflow
          total
          version
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
export const OrderDocument = new TypedDocumentString(`
    query Order($id: ID!) {
  order(id: $id) {
    id
    number
    status
    workflow
    total
    specialRequests
    version
    createdAt
    updatedAt
    lines {
      product
      quantity
      price
      total
      dish {
        id
        isArchived
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const CancelOrderDocument = new TypedDocumentString(`
    mutation CancelOrder($id: ID!, $version: Int) {
  cancelOrder(id: $id, version: $version) {
    __typename
    ... on OrderChanged {
      order {
        id
        status
        version
      }
    }
    ... on OrderNotFound {
      id
    }
    ... on IllegalTransition {
      from
      to
      allowed
    }
    ... on OrderVersionConflict {
      order {
        id
        status
        version
      }
    }
    ... on InsufficientStock {
      shortages {
        wanted
        left
        dish {
          id
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CancelOrderMutation, CancelOrderMutationVariables>;
export const SetOrderStatusDocument = new TypedDocumentString(`
    mutation SetOrderStatus($id: ID!, $status: OrderStatus!, $version: Int) {
  setOrderStatus(id: $id, status: $status, version: $version) {
    __typename
    ... on OrderChanged {
      order {
        id
        status
        version
      }
    }
    ... on OrderNotFound {
      id
    }
    ... on IllegalTransition {
      from
      to
      allowed
    }
    ... on OrderVersionConflict {
      order {
        id
        status
        version
      }
    }
    ... on InsufficientStock {
      shortages {
        wanted
        left
        dish {
          id
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SetOrderStatusMutation, SetOrderStatusMutationVariables>;
export const ChangeOrderDocument = new TypedDocumentString(`
    mutation ChangeOrder($input: ChangeOrderInput!) {
  changeOrder(input: $input) {
    __typename
    ... on OrderChanged {
      order {
        id
        status
        total
        specialRequests
        version
      }
    }
    ... on OrderNotFound {
      id
    }
    ... on IllegalTransition {
      from
      to
      allowed
    }
    ... on OrderVersionConflict {
      order {
        id
        status
        version
      }
    }
    ... on InsufficientStock {
      shortages {
        wanted
        left
        dish {
          id
          name
        }
      }
    }
    ... on InvalidOrder {
      problems {
        field
        message
      }
    }
    ... on DishesNotFound {
      dishIds
      dishNumbers
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeOrderMutation, ChangeOrderMutationVariables>;
export const OrderStatisticsDocument = new TypedDocumentString(`
    query OrderStatistics($workflow: OrderWorkflow) {
  me {
    id
    orderStatistics(workflow: $workflow) {
      total
      totalSpent
      byStatus {
        pending
        inProgress
        completed
        cancelled
      }
      recent {
        id
        number
        status
        total
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrderStatisticsQuery, OrderStatisticsQueryVariables>;
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
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignedIn {
      accessToken
      expiresAt
      refreshToken
      refreshExpiresAt
      sessionId
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
export const RefreshTokensDocument = new TypedDocumentString(`
    mutation RefreshTokens($refreshToken: String!) {
  refreshTokens(refreshToken: $refreshToken) {
    __typename
    ... on TokensRefreshed {
      accessToken
      expiresAt
      refreshToken
      refreshExpiresAt
      sessionId
      user {
        id
        username
        email
      }
    }
    ... on RefreshRefused {
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshTokensMutation, RefreshTokensMutationVariables>;
export const SessionsDocument = new TypedDocumentString(`
    query Sessions($first: Int, $after: String) {
  me {
    id
    sessions(first: $first, after: $after) {
      edges {
        node {
          id
          device
          contract
          createdAt
          lastUsedAt
          expiresAt
          isCurrent
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($id: ID!) {
  endSession(id: $id) {
    ended
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut {
    ended
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const SignOutEverywhereDocument = new TypedDocumentString(`
    mutation SignOutEverywhere($includeCurrent: Boolean! = true) {
  signOutEverywhere(includeCurrent: $includeCurrent) {
    ended
  }
}
    `) as unknown as TypedDocumentString<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    __typename
    ... on Registered {
      accessToken
      expiresAt
      refreshToken
      refreshExpiresAt
      sessionId
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
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    number
    username
    email
    name
    firstName
    lastName
    birthday
    roles
    paidAccess
    createdAt
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const UserDocument = new TypedDocumentString(`
    query User($id: ID!) {
  user(id: $id) {
    id
    username
    name
    mutualFriendCount
    friendshipWithViewer {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;
export const UpdateProfileDocument = new TypedDocumentString(`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    __typename
    ... on ProfileUpdated {
      user {
        id
        username
        email
        name
        firstName
        lastName
        birthday
      }
    }
    ... on LoginTaken {
      field
    }
    ... on InvalidProfile {
      problems {
        field
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    __typename
    ... on PasswordChanged {
      message
    }
    ... on WrongPassword {
      field
      message
    }
    ... on InvalidPassword {
      problems {
        field
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const SetPasswordDocument = new TypedDocumentString(`
    mutation SetPassword($input: SetPasswordInput!) {
  setPassword(input: $input) {
    __typename
    ... on PasswordChanged {
      message
    }
    ... on PasswordLinkInvalid {
      message
    }
    ... on InvalidPassword {
      problems {
        field
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SetPasswordMutation, SetPasswordMutationVariables>;
export const DeleteMyAccountDocument = new TypedDocumentString(`
    mutation DeleteMyAccount($input: DeleteMyAccountInput!) {
  deleteMyAccount(input: $input) {
    __typename
    ... on AccountDeleted {
      userId
    }
    ... on BadCredentials {
      message
    }
    ... on LastAdministrator {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteMyAccountMutation, DeleteMyAccountMutationVariables>;
export const SetPaidAccessDocument = new TypedDocumentString(`
    mutation SetPaidAccess($input: SetPaidAccessInput!) {
  setPaidAccess(input: $input) {
    id
    paidAccess
  }
}
    `) as unknown as TypedDocumentString<SetPaidAccessMutation, SetPaidAccessMutationVariables>;
