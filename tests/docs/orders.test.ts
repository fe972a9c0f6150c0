import { describe, expect, it } from 'vitest';

import { ORDER_STATUSES, ORDER_WORKFLOWS } from '../../subgraphs/orders/entities/order.entity.ts';
import { MOVERS, TRANSITIONS, type Mover } from '../../subgraphs/orders/entities/transitions.ts';
import { readPages } from './markdown.ts';

const COLUMNS: readonly Mover[] = ['OWNER', 'MANAGER', 'ADMINISTRATOR', 'SERVICE'];

describe('the table of transitions in docs/orders.md', () => {
  it('is the law of the code', () => {
    const text = readPages().find(({ path }) => path === 'docs/orders.md')?.text ?? '';
    const written = [...text.matchAll(/^\| `(?:KITCHEN|MANUAL)` .*$/gm)].map(([row]) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    const rows = ORDER_WORKFLOWS.flatMap((workflow) =>
      ORDER_STATUSES.map((from) => [
        `\`${workflow}\``,
        `\`${from}\``,
        ...COLUMNS.map((mover) => cellOf(TRANSITIONS[workflow][mover][from])),
      ]),
    );
    expect(written).toEqual(rows);
    expect(COLUMNS).toEqual(MOVERS);
  });
});

function cellOf(steps: readonly string[]): string {
  if (steps.length === ORDER_STATUSES.length) return 'any';
  return steps.length === 0 ? '-' : steps.map((step) => `\`${step}\``).join(', ');
}
