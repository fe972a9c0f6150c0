import type { SignedCall } from '../envelope/index.ts';

export interface CallReply {
  readonly status: number;
  readonly body: string;
}

/**
 * Brings a call to one subgraph and its reply back, whatever lies between.
 * Rejects with SUBGRAPH_UNAVAILABLE or DEADLINE_EXCEEDED; never with an inside address.
 */
export interface SubgraphTransport {
  send(call: SignedCall, signal?: AbortSignal): Promise<CallReply>;
  /** Reads a document that the subgraph publishes, such as its keys. */
  read(path: string): Promise<unknown>;
  /** Rejects while the subgraph cannot be reached. */
  ready(): Promise<void>;
  close(): Promise<void>;
}
