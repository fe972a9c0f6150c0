/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}
export type AddMemberInput = {
  chatId: string;
  /** How the user is called in this chat. 1 to 255 characters. */
  displayName?: string | null | undefined;
  userId: string;
};

export type ChangeMemberRoleInput = {
  chatId: string;
  role: ChatRole;
  userId: string;
};

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

/** As what a user is in a chat. */
export type ChatRole =
  /** May change the chat, add members, and remove those who are neither owner nor administrator of it. */
  | 'ADMIN'
  /** Talks. */
  | 'MEMBER'
  /** May do everything in the chat. A chat with members always has one. */
  | 'OWNER';

/** Where a client came in: the graph itself, or one of the old REST contracts. */
export type Contract = 'graphql' | 'kpo' | 'msgr' | 'mz' | 'octo' | 'trp';

export type CreateChatInput = {
  /** At most 2,000 characters; may be empty. */
  description?: string | null | undefined;
  /** How you are called in this chat. 1 to 255 characters. */
  displayName?: string | null | undefined;
  /** `INVITE` unless told. */
  joinPolicy?: JoinPolicy | null | undefined;
  /** 1 to 255 characters. */
  name: string;
};

export type DeleteMyAccountInput = {
  /** The present one once more, as it cannot be undone. */
  password: string;
};

/** What the caller insists on: ANY takes whichever provider is right; FREE and PAID answer Redirected where the message belongs to the other door. */
export type Door = 'ANY' | 'FREE' | 'PAID';

export type EditMessageInput = {
  messageId: string;
  /** 1 to 4,096 characters, at least one of which can be seen. */
  text: string;
};

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

export type JoinChatInput = {
  chatId: string;
  /** How you are called in this chat. 1 to 255 characters. */
  displayName?: string | null | undefined;
};

/** Who comes into a chat. */
export type JoinPolicy =
  /** Whom they add. */
  | 'INVITE'
  /** Whoever has its id, and whom an owner or administrator adds. */
  | 'LINK';

export type MarkReadInput = {
  chatId: string;
  /** The `seq` of the last message that was read; a message of this chat. */
  seq: number;
};

/** How the words of a search are meant. */
export type MessageSearchMatch =
  /** One after the other, as they stand. */
  | 'PHRASE'
  /** All of them anywhere; `or` between two, `-` before one that must not be there, quotes around a phrase. */
  | 'WORDS';

/** Which hits come first. */
export type MessageSearchOrder =
  /** The newest. */
  | 'NEWEST'
  /** Those that fit best, of the newest 1,000 that match. */
  | 'RANK';

/** How far a search is. */
export type MessageSearchStatus = 'FAILED' | 'IN_PROCESS' | 'SUCCESS' | 'WAITING';

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

export type RemoveMemberInput = {
  chatId: string;
  userId: string;
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
  /** The sender's own membership of the chat; with another's the chat is not found. */
  membershipId?: string | null | undefined;
  /** 1 to 4,096 characters, at least one of which can be seen. */
  text: string;
};

export type SetMyDisplayNameInput = {
  chatId: string;
  /** 1 to 255 characters. Null goes back to your own name. */
  displayName?: string | null | undefined;
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

export type SetTypingInput = {
  chatId: string;
  isTyping: boolean;
};

export type SignInInput = {
  /** What the client calls itself, for the list of sessions; what goes beyond 200 characters is cut off. */
  device?: string | null | undefined;
  /** E-mail address, whatever its case, or user name. */
  login: string;
  password: string;
};

export type StartMessageSearchInput = {
  match?: MessageSearchMatch;
  order?: MessageSearchOrder;
  /** 1 to 200 characters, at least one word. Russian and English words are found in all their forms. */
  text: string;
};

/** What is absent stays as it is. */
export type UpdateChatInput = {
  chatId: string;
  /** At most 2,000 characters; may be empty. */
  description?: string | null | undefined;
  joinPolicy?: JoinPolicy | null | undefined;
  /** 1 to 255 characters. */
  name?: string | null | undefined;
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

export type ChatsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type ChatsQuery = {
  me: {
    id: string;
    chats: {
      edges: Array<{
        node: {
          id: string;
          name: string;
          lastActivityAt: string;
          unreadCount: number | null;
          lastMessage: {
            id: string;
            seq: number;
            text: string;
            author: { id: string; username: string | null } | null;
          } | null;
        };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    } | null;
  } | null;
};

export type ChatQueryVariables = Exact<{
  id: string;
}>;

export type ChatQuery = {
  chat: {
    id: string;
    name: string;
    description: string;
    joinPolicy: JoinPolicy;
    version: number;
    memberCount: number;
    lastActivityAt: string;
    myMembership: { id: string; role: ChatRole; displayName: string | null } | null;
  } | null;
};

export type ChatMembersQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type ChatMembersQuery = {
  chat: {
    id: string;
    members: {
      edges: Array<{
        node: { id: string; role: ChatRole; displayName: string | null; user: { id: string; username: string | null } };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  } | null;
};

export type CreateChatMutationVariables = Exact<{
  input: CreateChatInput;
}>;

export type CreateChatMutation = {
  createChat:
    | {
        __typename: 'ChatCreated';
        chat: {
          id: string;
          name: string;
          description: string;
          joinPolicy: JoinPolicy;
          version: number;
          memberCount: number;
          lastActivityAt: string;
        };
      }
    | { __typename: 'InvalidChat'; problems: Array<{ field: string; message: string }> };
};

export type UpdateChatMutationVariables = Exact<{
  input: UpdateChatInput;
}>;

export type UpdateChatMutation = {
  updateChat:
    | { __typename: 'ChatNotFound'; chatId: string }
    | { __typename: 'ChatRoleTooLow'; role: ChatRole }
    | {
        __typename: 'ChatUpdated';
        chat: {
          id: string;
          name: string;
          description: string;
          joinPolicy: JoinPolicy;
          version: number;
          memberCount: number;
          lastActivityAt: string;
        };
      }
    | { __typename: 'InvalidChat'; problems: Array<{ field: string; message: string }> };
};

export type AddMemberMutationVariables = Exact<{
  input: AddMemberInput;
}>;

export type AddMemberMutation = {
  addMember:
    | { __typename: 'ChatFull'; chatId: string; mostMembers: number }
    | { __typename: 'ChatNotFound'; chatId: string }
    | { __typename: 'ChatRoleTooLow'; role: ChatRole }
    | { __typename: 'InvalidMembership'; problems: Array<{ field: string; message: string }> }
    | {
        __typename: 'MemberAdded';
        alreadyMember: boolean;
        membership: {
          id: string;
          role: ChatRole;
          displayName: string | null;
          user: { id: string; username: string | null };
        };
      }
    | { __typename: 'UserCannotBeAdded'; userId: string };
};

export type JoinChatMutationVariables = Exact<{
  input: JoinChatInput;
}>;

export type JoinChatMutation = {
  joinChat:
    | { __typename: 'ChatFull'; chatId: string; mostMembers: number }
    | {
        __typename: 'ChatJoined';
        alreadyMember: boolean;
        membership: {
          id: string;
          role: ChatRole;
          displayName: string | null;
          user: { id: string; username: string | null };
        };
      }
    | { __typename: 'ChatNotFound'; chatId: string }
    | { __typename: 'InvalidMembership'; problems: Array<{ field: string; message: string }> };
};

export type SetMyDisplayNameMutationVariables = Exact<{
  input: SetMyDisplayNameInput;
}>;

export type SetMyDisplayNameMutation = {
  setMyDisplayName:
    | { __typename: 'ChatNotFound'; chatId: string }
    | {
        __typename: 'DisplayNameSet';
        membership: {
          id: string;
          role: ChatRole;
          displayName: string | null;
          user: { id: string; username: string | null };
        };
      }
    | { __typename: 'InvalidMembership'; problems: Array<{ field: string; message: string }> };
};

export type ChangeMemberRoleMutationVariables = Exact<{
  input: ChangeMemberRoleInput;
}>;

export type ChangeMemberRoleMutation = {
  changeMemberRole:
    | { __typename: 'ChatNotFound'; chatId: string }
    | { __typename: 'ChatRoleTooLow'; role: ChatRole }
    | {
        __typename: 'LastOwner';
        membership: {
          id: string;
          role: ChatRole;
          displayName: string | null;
          user: { id: string; username: string | null };
        };
      }
    | { __typename: 'MemberNotFound'; chatId: string; userId: string }
    | {
        __typename: 'MemberRoleChanged';
        membership: {
          id: string;
          role: ChatRole;
          displayName: string | null;
          user: { id: string; username: string | null };
        };
      };
};

export type RemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;

export type RemoveMemberMutation = {
  removeMember:
    | { __typename: 'ChatNotFound'; chatId: string }
    | { __typename: 'ChatRoleTooLow'; role: ChatRole }
    | {
        __typename: 'LastOwner';
        membership: {
          id: string;
          role: ChatRole;
          displayName: string | null;
          user: { id: string; username: string | null };
        };
      }
    | { __typename: 'MemberNotFound'; chatId: string; userId: string }
    | { __typename: 'MemberRemoved'; chatId: string; user: { id: string } };
};

export type LeaveChatMutationVariables = Exact<{
  chatId: string;
}>;

export type LeaveChatMutation = {
  leaveChat:
    | { __typename: 'ChatLeft'; chatId: string }
    | { __typename: 'ChatNotFound'; chatId: string }
    | {
        __typename: 'LastOwner';
        membership: {
          id: string;
          role: ChatRole;
          displayName: string | null;
          user: { id: string; username: string | null };
        };
      };
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

export type MessagesQueryVariables = Exact<{
  chatId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  around?: number | null | undefined;
}>;

export type MessagesQuery = {
  chat: {
    id: string;
    lastSeq: number | null;
    unreadCount: number | null;
    messages: {
      edges: Array<{
        cursor: string;
        node: {
          id: string;
          seq: number;
          text: string;
          revision: number;
          createdAt: string;
          editedAt: string | null;
          deletedAt: string | null;
          author: { id: string; username: string | null } | null;
        };
      }>;
      pageInfo: {
        hasNextPage: boolean;
        hasPreviousPage: boolean;
        startCursor: string | null;
        endCursor: string | null;
      };
    } | null;
  } | null;
};

export type MessageFeedQueryVariables = Exact<{
  chatId: string;
  after?: number | null | undefined;
  first?: number | null | undefined;
}>;

export type MessageFeedQuery = {
  messageFeed: {
    cursor: number;
    hasNextPage: boolean;
    items: Array<{
      id: string;
      seq: number;
      text: string;
      revision: number;
      createdAt: string;
      editedAt: string | null;
      deletedAt: string | null;
      author: { id: string; username: string | null } | null;
    }>;
  } | null;
};

export type MessageChangeFeedQueryVariables = Exact<{
  chatId: string;
  after?: number | null | undefined;
  first?: number | null | undefined;
}>;

export type MessageChangeFeedQuery = {
  messageChangeFeed: {
    cursor: number;
    hasNextPage: boolean;
    items: Array<{
      id: string;
      seq: number;
      text: string;
      revision: number;
      createdAt: string;
      editedAt: string | null;
      deletedAt: string | null;
      author: { id: string; username: string | null } | null;
    }>;
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
        message: {
          id: string;
          seq: number;
          text: string;
          revision: number;
          createdAt: string;
          editedAt: string | null;
          deletedAt: string | null;
          author: { id: string; username: string | null } | null;
        };
      };
};

export type EditMessageMutationVariables = Exact<{
  input: EditMessageInput;
}>;

export type EditMessageMutation = {
  editMessage:
    | { __typename: 'EditWindowClosed'; closedAt: string }
    | { __typename: 'InvalidMessage'; problems: Array<{ field: string; message: string }> }
    | {
        __typename: 'MessageAlreadyDeleted';
        message: {
          id: string;
          seq: number;
          text: string;
          revision: number;
          createdAt: string;
          editedAt: string | null;
          deletedAt: string | null;
          author: { id: string; username: string | null } | null;
        };
      }
    | {
        __typename: 'MessageEdited';
        message: {
          id: string;
          seq: number;
          text: string;
          revision: number;
          createdAt: string;
          editedAt: string | null;
          deletedAt: string | null;
          author: { id: string; username: string | null } | null;
        };
      }
    | { __typename: 'MessageNotFound'; messageId: string }
    | { __typename: 'NotYourMessage'; messageId: string };
};

export type DeleteMessageMutationVariables = Exact<{
  messageId: string;
}>;

export type DeleteMessageMutation = {
  deleteMessage:
    | {
        __typename: 'MessageDeleted';
        message: {
          id: string;
          seq: number;
          text: string;
          revision: number;
          createdAt: string;
          editedAt: string | null;
          deletedAt: string | null;
          author: { id: string; username: string | null } | null;
        };
      }
    | { __typename: 'MessageNotFound'; messageId: string }
    | { __typename: 'NotYourMessage'; messageId: string };
};

export type MarkReadMutationVariables = Exact<{
  input: MarkReadInput;
}>;

export type MarkReadMutation = {
  markRead:
    | { __typename: 'ChatNotFound'; chatId: string }
    | { __typename: 'InvalidMarker'; problems: Array<{ field: string; message: string }> }
    | {
        __typename: 'MarkedRead';
        moved: boolean;
        marker: { seq: number; version: number; movedAt: string; user: { id: string } };
      };
};

export type SetTypingMutationVariables = Exact<{
  input: SetTypingInput;
}>;

export type SetTypingMutation = {
  setTyping:
    | { __typename: 'ChatNotFound'; chatId: string }
    | { __typename: 'TypingSet'; isTyping: boolean; chat: { id: string } };
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

export type SearchMessagesQueryVariables = Exact<{
  text: string;
  match?: MessageSearchMatch;
  order?: MessageSearchOrder;
  first?: number | null | undefined;
}>;

export type SearchMessagesQuery = {
  searchMessages: Array<{
    rank: number;
    message: {
      id: string;
      seq: number;
      text: string;
      createdAt: string;
      chat: { id: string; name: string };
      author: { id: string; username: string | null } | null;
    };
  }>;
};

export type StartMessageSearchMutationVariables = Exact<{
  input: StartMessageSearchInput;
}>;

export type StartMessageSearchMutation = {
  startMessageSearch:
    | { __typename: 'InvalidSearch'; problems: Array<{ field: string; message: string }> }
    | {
        __typename: 'MessageSearchStarted';
        search: { id: string; status: MessageSearchStatus; expiresAt: string | null };
      }
    | { __typename: 'TooManySearches'; limit: number };
};

export type MessageSearchQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type MessageSearchQuery = {
  messageSearch: {
    id: string;
    status: MessageSearchStatus;
    failure: string | null;
    expiresAt: string | null;
    hits: {
      edges: Array<{
        node: {
          rank: number;
          message: { id: string; seq: number; text: string; createdAt: string; chat: { id: string; name: string } };
        };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  } | null;
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

export const ChatsDocument = new TypedDocumentString(`
    query Chats($first: Int, $after: String) {
  me {
    id
    chats(first: $first, after: $after) {
      edges {
        node {
          id
          name
          lastActivityAt
          unreadCount
          lastMessage {
            id
            seq
            text
            author {
              id
              username
            }
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
    `) as unknown as TypedDocumentString<ChatsQuery, ChatsQueryVariables>;
export const ChatDocument = new TypedDocumentString(`
    query Chat($id: ID!) {
  chat(id: $id) {
    id
    name
    description
    joinPolicy
    version
    memberCount
    lastActivityAt
    myMembership {
      id
      role
      displayName
    }
  }
}
    `) as unknown as TypedDocumentString<ChatQuery, ChatQueryVariables>;
export const ChatMembersDocument = new TypedDocumentString(`
    query ChatMembers($id: ID!, $first: Int, $after: String) {
  chat(id: $id) {
    id
    members(first: $first, after: $after) {
      edges {
        node {
          id
          role
          displayName
          user {
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
    `) as unknown as TypedDocumentString<ChatMembersQuery, ChatMembersQueryVariables>;
export const CreateChatDocument = new TypedDocumentString(`
    mutation CreateChat($input: CreateChatInput!) {
  createChat(input: $input) {
    __typename
    ... on ChatCreated {
      chat {
        id
        name
        description
        joinPolicy
        version
        memberCount
        lastActivityAt
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
export const UpdateChatDocument = new TypedDocumentString(`
    mutation UpdateChat($input: UpdateChatInput!) {
  updateChat(input: $input) {
    __typename
    ... on ChatUpdated {
      chat {
        id
        name
        description
        joinPolicy
        version
        memberCount
        lastActivityAt
      }
    }
    ... on InvalidChat {
      problems {
        field
        message
      }
    }
    ... on ChatNotFound {
      chatId
    }
    ... on ChatRoleTooLow {
      role
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateChatMutation, UpdateChatMutationVariables>;
export const AddMemberDocument = new TypedDocumentString(`
    mutation AddMember($input: AddMemberInput!) {
  addMember(input: $input) {
    __typename
    ... on MemberAdded {
      membership {
        id
        role
        displayName
        user {
          id
          username
        }
      }
      alreadyMember
    }
    ... on UserCannotBeAdded {
      userId
    }
    ... on ChatNotFound {
      chatId
    }
    ... on ChatRoleTooLow {
      role
    }
    ... on ChatFull {
      chatId
      mostMembers
    }
    ... on InvalidMembership {
      problems {
        field
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AddMemberMutation, AddMemberMutationVariables>;
export const JoinChatDocument = new TypedDocumentString(`
    mutation JoinChat($input: JoinChatInput!) {
  joinChat(input: $input) {
    __typename
    ... on ChatJoined {
      membership {
        id
        role
        displayName
        user {
          id
          username
        }
      }
      alreadyMember
    }
    ... on ChatNotFound {
      chatId
    }
    ... on ChatFull {
      chatId
      mostMembers
    }
    ... on InvalidMembership {
      problems {
        field
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JoinChatMutation, JoinChatMutationVariables>;
export const SetMyDisplayNameDocument = new TypedDocumentString(`
    mutation SetMyDisplayName($input: SetMyDisplayNameInput!) {
  setMyDisplayName(input: $input) {
    __typename
    ... on DisplayNameSet {
      membership {
        id
        role
        displayName
        user {
          id
          username
        }
      }
    }
    ... on ChatNotFound {
      chatId
    }
    ... on InvalidMembership {
      problems {
        field
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SetMyDisplayNameMutation, SetMyDisplayNameMutationVariables>;
export const ChangeMemberRoleDocument = new TypedDocumentString(`
    mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {
  changeMemberRole(input: $input) {
    __typename
    ... on MemberRoleChanged {
      membership {
        id
        role
        displayName
        user {
          id
          username
        }
      }
    }
    ... on ChatNotFound {
      chatId
    }
    ... on ChatRoleTooLow {
      role
    }
    ... on MemberNotFound {
      chatId
      userId
    }
    ... on LastOwner {
      membership {
        id
        role
        displayName
        user {
          id
          username
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeMemberRoleMutation, ChangeMemberRoleMutationVariables>;
export const RemoveMemberDocument = new TypedDocumentString(`
    mutation RemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    __typename
    ... on MemberRemoved {
      chatId
      user {
        id
      }
    }
    ... on ChatNotFound {
      chatId
    }
    ... on ChatRoleTooLow {
      role
    }
    ... on MemberNotFound {
      chatId
      userId
    }
    ... on LastOwner {
      membership {
        id
        role
        displayName
        user {
          id
          username
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const LeaveChatDocument = new TypedDocumentString(`
    mutation LeaveChat($chatId: ID!) {
  leaveChat(chatId: $chatId) {
    __typename
    ... on ChatLeft {
      chatId
    }
    ... on ChatNotFound {
      chatId
    }
    ... on LastOwner {
      membership {
        id
        role
        displayName
        user {
          id
          username
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LeaveChatMutation, LeaveChatMutationVariables>;
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
export const MessagesDocument = new TypedDocumentString(`
    query Messages($chatId: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: Int) {
  chat(id: $chatId) {
    id
    lastSeq
    unreadCount
    messages(
      first: $first
      after: $after
      last: $last
      before: $before
      around: $around
    ) {
      edges {
        cursor
        node {
          id
          seq
          text
          revision
          createdAt
          editedAt
          deletedAt
          author {
            id
            username
          }
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MessagesQuery, MessagesQueryVariables>;
export const MessageFeedDocument = new TypedDocumentString(`
    query MessageFeed($chatId: ID!, $after: Int, $first: Int) {
  messageFeed(chatId: $chatId, after: $after, first: $first) {
    items {
      id
      seq
      text
      revision
      createdAt
      editedAt
      deletedAt
      author {
        id
        username
      }
    }
    cursor
    hasNextPage
  }
}
    `) as unknown as TypedDocumentString<MessageFeedQuery, MessageFeedQueryVariables>;
export const MessageChangeFeedDocument = new TypedDocumentString(`
    query MessageChangeFeed($chatId: ID!, $after: Int, $first: Int) {
  messageChangeFeed(chatId: $chatId, after: $after, first: $first) {
    items {
      id
      seq
      text
      revision
      createdAt
      editedAt
      deletedAt
      author {
        id
        username
      }
    }
    cursor
    hasNextPage
  }
}
    `) as unknown as TypedDocumentString<MessageChangeFeedQuery, MessageChangeFeedQueryVariables>;
export const SendMessageDocument = new TypedDocumentString(`
    mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) {
    __typename
    ... on MessageSent {
      message {
        id
        seq
        text
        revision
        createdAt
        editedAt
        deletedAt
        author {
          id
          username
        }
      }
      repeated
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
export const EditMessageDocument = new TypedDocumentString(`
    mutation EditMessage($input: EditMessageInput!) {
  editMessage(input: $input) {
    __typename
    ... on MessageEdited {
      message {
        id
        seq
        text
        revision
        createdAt
        editedAt
        deletedAt
        author {
          id
          username
        }
      }
    }
    ... on MessageAlreadyDeleted {
      message {
        id
        seq
        text
        revision
        createdAt
        editedAt
        deletedAt
        author {
          id
          username
        }
      }
    }
    ... on MessageNotFound {
      messageId
    }
    ... on NotYourMessage {
      messageId
    }
    ... on EditWindowClosed {
      closedAt
    }
    ... on InvalidMessage {
      problems {
        field
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EditMessageMutation, EditMessageMutationVariables>;
export const DeleteMessageDocument = new TypedDocumentString(`
    mutation DeleteMessage($messageId: ID!) {
  deleteMessage(messageId: $messageId) {
    __typename
    ... on MessageDeleted {
      message {
        id
        seq
        text
        revision
        createdAt
        editedAt
        deletedAt
        author {
          id
          username
        }
      }
    }
    ... on MessageNotFound {
      messageId
    }
    ... on NotYourMessage {
      messageId
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteMessageMutation, DeleteMessageMutationVariables>;
export const MarkReadDocument = new TypedDocumentString(`
    mutation MarkRead($input: MarkReadInput!) {
  markRead(input: $input) {
    __typename
    ... on MarkedRead {
      marker {
        seq
        version
        movedAt
        user {
          id
        }
      }
      moved
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
    `) as unknown as TypedDocumentString<MarkReadMutation, MarkReadMutationVariables>;
export const SetTypingDocument = new TypedDocumentString(`
    mutation SetTyping($input: SetTypingInput!) {
  setTyping(input: $input) {
    __typename
    ... on TypingSet {
      isTyping
      chat {
        id
      }
    }
    ... on ChatNotFound {
      chatId
    }
  }
}
    `) as unknown as TypedDocumentString<SetTypingMutation, SetTypingMutationVariables>;
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
export const SearchMessagesDocument = new TypedDocumentString(`
    query SearchMessages($text: String!, $match: MessageSearchMatch! = WORDS, $order: MessageSearchOrder! = NEWEST, $first: Int) {
  searchMessages(text: $text, match: $match, order: $order, first: $first) {
    rank
    message {
      id
      seq
      text
      createdAt
      chat {
        id
        name
      }
      author {
        id
        username
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchMessagesQuery, SearchMessagesQueryVariables>;
export const StartMessageSearchDocument = new TypedDocumentString(`
    mutation StartMessageSearch($input: StartMessageSearchInput!) {
  startMessageSearch(input: $input) {
    __typename
    ... on MessageSearchStarted {
      search {
        id
        status
        expiresAt
      }
    }
    ... on InvalidSearch {
      problems {
        field
        message
      }
    }
    ... on TooManySearches {
      limit
    }
  }
}
    `) as unknown as TypedDocumentString<StartMessageSearchMutation, StartMessageSearchMutationVariables>;
export const MessageSearchDocument = new TypedDocumentString(`
    query MessageSearch($id: ID!, $first: Int, $after: String) {
  messageSearch(id: $id) {
    id
    status
    failure
    expiresAt
    hits(first: $first, after: $after) {
      edges {
        node {
          rank
          message {
            id
            seq
            text
            createdAt
            chat {
              id
              name
            }
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
    `) as unknown as TypedDocumentString<MessageSearchQuery, MessageSearchQueryVariables>;
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
