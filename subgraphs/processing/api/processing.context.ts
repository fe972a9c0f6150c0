import type { ProcessingService } from '../services/processing.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface ProcessingContext {
  readonly processing: ProcessingService;
}
