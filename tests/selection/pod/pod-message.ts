import type { ProviderRow } from '../../../subgraphs/processing/selection/clients/provider-row.ts';
import type { SelectionPolicy } from '../../../subgraphs/processing/selection/index.ts';
import type { Outcome } from '../../../subgraphs/processing/selection/outcome.ts';
import type { Message } from '../../../subgraphs/processing/selection/selection-options.ts';
import type { JudgeUrls } from '../adversarial-provider/judge-message.ts';

export interface PodOptions {
  readonly redisUrl: string;
  readonly redisTimeoutMs: number;
  readonly providers: JudgeUrls;
  readonly policy: SelectionPolicy;
  readonly groupName: string;
  readonly row?: ProviderRow;
  /** How far this machine's wall clock is off. */
  readonly clockOffMs?: number;
  /** The process stops itself (SIGSTOP) between the reservation of a free slot for this user and the call. */
  readonly stopsBeforeSendingFor?: string;
  /** The process kills itself (SIGKILL) between the reservation of its n-th free slot and the call. */
  readonly diesAtSlot?: number;
}

/** Traffic that a pod makes by itself: bursts of one to twelve messages of a paying user. */
export interface Load {
  readonly perSecond: number;
  readonly forMs: number;
  readonly seed: number;
}

export type ToPod =
  | { readonly kind: 'open'; readonly options: PodOptions }
  | { readonly kind: 'process'; readonly id: number; readonly message: Message }
  | { readonly kind: 'paid_access'; readonly id: number; readonly userId: string; readonly seq: number }
  | { readonly kind: 'load'; readonly id: number; readonly load: Load }
  | { readonly kind: 'close'; readonly id: number };

/** What came of the messages of a load. */
export interface LoadTally {
  readonly processed: number;
  readonly otherwise: number;
  readonly errors: readonly string[];
}

export type PodOutcome = Outcome | { readonly kind: 'error'; readonly code: string };

export type FromPod =
  | { readonly kind: 'opened' }
  /** Arrivals of a load, a few at a time, on the machine's own clock, which all its processes share. */
  | { readonly kind: 'arrived'; readonly atMs: readonly number[] }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown };
