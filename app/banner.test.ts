import { describe, expect, it } from 'vitest';

import { banner } from './banner.ts';

const app = {
  url: 'http://127.0.0.1:4000',
  opsUrl: 'http://127.0.0.1:4001',
  stores: { postgres: 'embedded', redis: 'private' },
};
const demo = { admin: 'admin@example.com', users: ['ada@example.com'], password: 'not-a-word' };

describe('the banner', () => {
  it('is a closed box around the addresses and the accounts', () => {
    const box = banner(app, demo)
      .split('\n')
      .filter((line) => /^[┌│└]/.test(line));
    expect(new Set(box.map((line) => line.length)).size).toBe(1);
    const text = box.join('\n');
    for (const told of [
      `${app.url}/graphql`,
      `${app.url}/playground`,
      `${app.opsUrl}/readyz`,
      demo.admin,
      demo.password,
    ])
      expect(text).toContain(told);
  });

  it('tells no account and no command where there are no demo accounts', () => {
    const text = banner(app, undefined);
    expect(text).toContain(`${app.url}/graphql`);
    expect(text).not.toMatch(/Accounts|Password|curl/);
  });
});
