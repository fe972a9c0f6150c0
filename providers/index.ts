export { createFreeProvider, type FreeProviderOptions } from './free-provider.ts';
export { createPaidProvider, type PaidProviderOptions } from './paid-provider.ts';
export type { ProviderService, ProviderStats } from './provider-service.ts';
