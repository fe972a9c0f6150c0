import type { Contract } from '../../../kernel/auth/index.ts';

/** How large an order may be. What the doors have in common stands once. */
export const ORDER_LIMITS = {
  lines: { min: 1, max: 100 },
  /** In characters. */
  product: { min: 1, max: 200 },
  specialRequests: { min: 0, max: 2_000 },
  idempotencyKey: { min: 1, max: 200 },
  /** Of one piece of a product that is no dish. */
  highestPrice: '1000000.00',
} as const;

/** What differs by door, because older clients rely on it. */
export interface DoorLimits {
  readonly largestQuantity: number;
  /** Of one piece of a product that is no dish. */
  readonly lowestPrice: string;
  readonly highestTotal: string;
}

const USUAL: DoorLimits = { largestQuantity: 1_000, lowestPrice: '0.00', highestTotal: '99999999999999.99' };
const LIMITS_OF_DOOR: Partial<Record<Contract, DoorLimits>> = {
  kpo: { ...USUAL, largestQuantity: 2_147_483_647 },
  trp: { largestQuantity: 10_000, lowestPrice: '0.01', highestTotal: '99999999.99' },
};

export function limitsAt(door: Contract): DoorLimits {
  return LIMITS_OF_DOOR[door] ?? USUAL;
}
