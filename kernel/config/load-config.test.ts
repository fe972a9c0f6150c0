import { describe, expect, it } from 'vitest';

import { ConfigError, loadConfig } from './index.ts';

describe('the configuration', () => {
  it('has a default for everything that one process needs and is frozen', () => {
    const config = loadConfig({});
    expect(config.PORT).toBe(4000);
    expect(config.STOA_APPS).toHaveLength(6);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('names every problem in one message, with the nearest valid key', () => {
    const load = () =>
      loadConfig(
        { PORT: 'abc', REDIS_URLL: 'x', STOA_APSP: 'users', LOG_LEVEL: 'loud' },
        { STOA_SIGNING_KEY: 'signed calls' },
      );
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/PORT: /);
    expect(load).toThrow(/REDIS_URLL is not a setting; did you mean REDIS_URL\?/);
    expect(load).toThrow(/STOA_APSP is not a setting; did you mean STOA_APPS\?/);
    expect(load).toThrow(/LOG_LEVEL: /);
    expect(load).toThrow(/STOA_SIGNING_KEY is absent: needed for signed calls/);
  });

  it('leaves foreign variables alone', () => {
    expect(() => loadConfig({ PATH: '/bin', HOME: '/', HOSTNAME: 'x', PORTS: '1', NODE_ENV: 'test' })).not.toThrow();
  });

  it('takes an empty variable as absent', () => {
    expect(loadConfig({ PORT: '', REDIS_URL: '' }).PORT).toBe(4000);
  });

  it('refuses a graph without users', () => {
    expect(() => loadConfig({ STOA_APPS: 'orders' })).toThrow(/must contain users/);
    expect(() => loadConfig({ STOA_APPS: 'users,shop' })).toThrow(/STOA_APPS/);
  });
});
