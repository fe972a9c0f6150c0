/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}
/** What the caller insists on: ANY takes whichever provider is right; FREE and PAID answer Redirected where the message belongs to the other door. */
export type Door = 'ANY' | 'FREE' | 'PAID';

export type ProcessMessageInput = {
  door?: Door;
  /** Repeating a request with the same key gives the same answer and costs nothing. Without a key every request is a new one. */
  idempotencyKey?: string | null | undefined;
  text: string;
};

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

/** What a user may do beyond their own affairs. */
export type Role =
  /** Looks after all accounts and orders, and may do whatever a manager may. */
  | 'ADMIN'
  /** Runs the kitchen: its orders and the menu. */
  | 'MANAGER'
  /** Every account has it; it gives nothing beyond one's own affairs. */
  | 'USER';

export type SignInInput = {
  /** What the client calls itself, for the list of sessions; what goes beyond 200 characters is cut off. */
  device?: string | null | undefined;
  /** E-mail address, whatever its case, or user name. */
  login: string;
  password: string;
};

export type OctoUserFragment = {
  number: number | null;
  email: string | null;
  isActive: boolean | null;
  roles: Array<Role> | null;
  paidAccess: boolean | null;
  allowance: { left: number; refreshAt: string } | null;
};

export type OctoRegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;

export type OctoRegisterMutation = {
  register:
    | { __typename: 'AccountCreated' }
    | { __typename: 'InvalidRegistration'; problems: Array<{ field: string; message: string }> }
    | { __typename: 'LoginTaken' }
    | { __typename: 'Registered'; accessToken: string };
};

export type OctoSignInMutationVariables = Exact<{
  input: SignInInput;
}>;

export type OctoSignInMutation = {
  signIn: { __typename: 'BadCredentials' } | { __typename: 'SignedIn'; accessToken: string; expiresAt: string };
};

export type OctoMeQueryVariables = Exact<{ [key: string]: never }>;

export type OctoMeQuery = {
  me: {
    number: number | null;
    email: string | null;
    isActive: boolean | null;
    roles: Array<Role> | null;
    paidAccess: boolean | null;
    allowance: { left: number; refreshAt: string } | null;
  } | null;
};

export type OctoSignedInQueryVariables = Exact<{ [key: string]: never }>;

export type OctoSignedInQuery = { me: { id: string } | null };

export type OctoProcessMessageMutationVariables = Exact<{
  input: ProcessMessageInput;
}>;

export type OctoProcessMessageMutation = {
  processMessage:
    | { __typename: 'AllowanceExhausted' }
    | { __typename: 'FreeProviderBlocked'; retryAfterMs: number }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'MessageInProgress'; retryAfterMs: number }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'ProcessedMessage'; text: string }
    | { __typename: 'Redirected'; to: Door };
};

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
export const OctoUserFragmentDoc = new TypedDocumentString(
  `
    fragment OctoUser on User {
  number
  email
  isActive
  roles
  paidAccess
  allowance {
    left
    refreshAt
  }
}
    `,
  { fragmentName: 'OctoUser' },
) as unknown as TypedDocumentString<OctoUserFragment, unknown>;
export const OctoRegisterDocument = new TypedDocumentString(`
    mutation OctoRegister($input: RegisterInput!) {
  register(input: $input) {
    __typename
    ... on Registered {
      accessToken
    }
    ... on InvalidRegistration {
      problems {
        field
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OctoRegisterMutation, OctoRegisterMutationVariables>;
export const OctoSignInDocument = new TypedDocumentString(`
    mutation OctoSignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignedIn {
      accessToken
      expiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<OctoSignInMutation, OctoSignInMutationVariables>;
export const OctoMeDocument = new TypedDocumentString(`
    query OctoMe {
  me {
    ...OctoUser
  }
}
    fragment OctoUser on User {
  number
  email
  isActive
  roles
  paidAccess
  allowance {
    left
    refreshAt
  }
}`) as unknown as TypedDocumentString<OctoMeQuery, OctoMeQueryVariables>;
export const OctoSignedInDocument = new TypedDocumentString(`
    query OctoSignedIn {
  me {
    id
  }
}
    `) as unknown as TypedDocumentString<OctoSignedInQuery, OctoSignedInQueryVariables>;
export const OctoProcessMessageDocument = new TypedDocumentString(`
    mutation OctoProcessMessage($input: ProcessMessageInput!) {
  processMessage(input: $input) {
    __typename
    ... on ProcessedMessage {
      text
    }
    ... on Redirected {
      to
    }
    ... on FreeProviderBlocked {
      retryAfterMs
    }
    ... on MessageInProgress {
      retryAfterMs
    }
  }
}
    `) as unknown as TypedDocumentString<OctoProcessMessageMutation, OctoProcessMessageMutationVariables>;
