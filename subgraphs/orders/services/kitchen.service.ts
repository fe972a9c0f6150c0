import { requireService, type Viewer } from '../../../kernel/auth/index.ts';
import type { KitchenRepository, TickReport } from '../repositories/kitchen.repository.ts';

export interface KitchenDependencies {
  readonly viewer: Viewer;
  readonly kitchen: KitchenRepository;
  readonly now: () => Date;
}

/** The kitchen's clock. */
export class KitchenService {
  readonly #deps: KitchenDependencies;

  constructor(deps: KitchenDependencies) {
    this.#deps = deps;
  }

  /** Moves every kitchen order one step on. For our own processes. @throws UNAUTHENTICATED, FORBIDDEN */
  async tick(): Promise<TickReport> {
    requireService(this.#deps.viewer);
    return await this.#deps.kitchen.tick(this.#deps.now());
  }
}
