import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line inside a request says about that request; an absent field is not written. */
export interface RequestLogFields {
  readonly request_id?: string | undefined;
  readonly user_id?: string | undefined;
  readonly method?: string | undefined;
  readonly path?: string | undefined;
}

const storage = new AsyncLocalStorage<RequestLogFields>();

/**
 * Runs `work`; every line logged inside it, also after an `await`, carries these fields. A nested call
 * adds to the outer fields: the user, once known.
 */
export function withRequest<T>(fields: RequestLogFields, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...fields }, work);
}

/** A fresh copy of the present request's fields: pino adds the rest of the record to it. */
export function requestLogFields(): object {
  return { ...storage.getStore() };
}
