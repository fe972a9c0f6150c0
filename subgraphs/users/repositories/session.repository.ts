import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { EndReason, Session } from '../entities/session.entity.ts';
import type { User } from '../entities/user.entity.ts';

/** Which live sessions of one account to end. */
export interface EndRequest {
  readonly userId: string;
  readonly except?: string | undefined;
  readonly reason: EndReason;
}

export interface SessionOfUser {
  readonly session: Session;
  readonly user: User;
}

/** Whatever ends a session or voids its tokens writes, in the same transaction, what the gateways have to be told. */
export interface SessionRepository {
  /**
   * Stores the session that `open` makes of the account as it is at that moment; nothing changes the account
   * meanwhile. Undefined where the account is gone or `open` makes none.
   */
  open(userId: string, open: (user: User) => Session | undefined): Promise<SessionOfUser | undefined>;
  /**
   * Changes one session under its lock, with its account as it is at that moment. Two changes of one session come one
   * after the other. Undefined where there is none; an id of any text is answered.
   */
  change<T>(id: string, change: (found: SessionOfUser) => T): Promise<T | undefined>;
  /** Ends the live sessions of an account; returns how many there were. */
  endAll(request: EndRequest): Promise<number>;
  /** The session whose credential is the text with this hash, and its account, whatever their state. */
  bySecret(secretHash: string): Promise<SessionOfUser | undefined>;
  /** The live sessions of an account, oldest first. Those of one turn are read together. */
  liveOf(userId: string, page: PageRequest<TimeKey>): Promise<Page<Session>>;
  /** Notes that a session is being used; not more than once a minute. */
  touch(session: Session): Promise<void>;
  /** Removes some of the sessions that have been over for a day; returns how many. */
  purge(): Promise<number>;
}
