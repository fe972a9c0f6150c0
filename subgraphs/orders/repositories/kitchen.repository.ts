/** How many orders one tick moved on. */
export interface TickReport {
  readonly completed: number;
  readonly started: number;
}

export interface KitchenRepository {
  /**
   * Moves every kitchen order one step on, all or none: what is in progress is completed, then what waits is started.
   * An order that somebody is changing at this moment waits for the next tick. Two statements, however many orders.
   */
  tick(now: Date): Promise<TickReport>;
}
