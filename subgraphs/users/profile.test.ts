import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { makeAccount, ownStatements } from '../../tests/support/accounts.ts';
import {
  openTestSubgraph,
  SOME_TEXT,
  someUser,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const RESULT = `
  __typename
  ... on ProfileUpdated { user { email username name firstName lastName birthday } }
  ... on LoginTaken { field }
  ... on InvalidProfile { problems { field message } }`;
const UPDATE = `mutation ($input: UpdateProfileInput!) { result: updateProfile(input: $input) { ${RESULT} } }`;
const UPDATE_USER = `mutation ($input: UpdateUserInput!) { result: updateUser(input: $input) { ${RESULT} } }`;
const PROFILE = {
  email: 'ada@example.org',
  name: 'Ada',
  firstName: 'Augusta Ada',
  lastName: 'King',
  birthday: '1985-12-10',
};

type Changes = Readonly<Record<string, unknown>>;
type Reply = TestReply<{ readonly result: { readonly __typename: string; readonly user?: Changes } }>;

describe('the profile', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(users);
  });
  afterAll(() => subgraph.close());

  let made = 0;
  const someEmail = () => `Profile.${++made}@example.org`;
  const someName = () => `Profile-${++made}`;
  const update = async (viewer: Viewer | undefined, input: Changes) =>
    (await subgraph.query(UPDATE, { input }, viewer)) as Reply;
  const updateUser = async (viewer: Viewer | undefined, userId: string, profile: Changes) =>
    (await subgraph.query(UPDATE_USER, { input: { userId, profile } }, viewer)) as Reply;
  const BIRTHDAY = '1990-02-28';

  it('shows the names that people show, and the rest to its owner, administrators and services only', async () => {
    const { id, username, viewer } = await makeAccount(subgraph, PROFILE);
    const read = async (by: Viewer) =>
      await subgraph.query(
        'query ($id: ID!) { user(id: $id) { username name email firstName lastName birthday updatedAt } }',
        { id },
        by,
      );
    const hidden = { email: null, firstName: null, lastName: null, birthday: null, updatedAt: null };
    for (const other of [someUser(), someUser('MANAGER')])
      expect(await read(other)).toEqual({ data: { user: { username, name: 'Ada', ...hidden } } });
    for (const reader of [viewer, someUser('ADMIN'), { kind: 'service', name: 'chats' } as const])
      expect(await read(reader)).toEqual({ data: { user: { username, ...PROFILE, updatedAt: SOME_TEXT } } });
  });

  it('changes what is given, removes what is null, and leaves the rest', async () => {
    const { viewer, username } = await makeAccount(subgraph);
    const email = someEmail();
    expect((await update(viewer, { email, name: 'A' })).data.result).toEqual({
      __typename: 'ProfileUpdated',
      user: { email, username, name: 'A', firstName: 'Some', lastName: 'Body', birthday: BIRTHDAY },
    });
    const removed = await update(viewer, { username: null, name: null, birthday: null, firstName: null });
    const left = { email, username: null, name: null, firstName: null, lastName: 'Body', birthday: null };
    expect(removed.data.result.user).toEqual(left);
    expect((await update(viewer, {})).data.result.user).toEqual(left);
    const { data } = await subgraph.query('{ me { email username } }', {}, viewer);
    expect(data).toEqual({ me: { email, username: null } });
  });

  it('frees a login that is given up', async () => {
    const [first, second] = [await makeAccount(subgraph), await makeAccount(subgraph)];
    const [email, username] = [someEmail(), someName()];
    await update(first.viewer, { email, username });
    expect((await update(second.viewer, { email: email.toUpperCase() })).data.result).toEqual({
      __typename: 'LoginTaken',
      field: 'email',
    });
    expect((await update(second.viewer, { username: username.toLowerCase(), name: 'half' })).data.result).toEqual({
      __typename: 'LoginTaken',
      field: 'username',
    });
    await update(first.viewer, { email: null, username: someName() });
    const taken = await update(second.viewer, { email, username });
    expect(taken.data.result.user).toMatchObject({ email, username, name: null });
  });

  it('lets people change the case of their own names', async () => {
    const { viewer } = await makeAccount(subgraph);
    const [email, username] = [someEmail(), someName()];
    await update(viewer, { email, username });
    const changes = { email: email.toUpperCase(), username: username.toUpperCase() };
    expect((await update(viewer, changes)).data.result.user).toMatchObject(changes);
  });

  it('keeps one login of two that are removed at once', async () => {
    const { viewer } = await makeAccount(subgraph, { email: someEmail() });
    const lost = { __typename: 'InvalidProfile', problems: [{ field: SOME_TEXT, message: SOME_TEXT }] };
    expect((await update(viewer, { email: null, username: null })).data.result).toEqual(lost);
    const replies = await Promise.all([update(viewer, { email: null }), update(viewer, { username: null })]);
    const kinds = replies.map(({ data }) => data.result.__typename);
    expect(kinds.toSorted()).toEqual(['InvalidProfile', 'ProfileUpdated']);
  });

  it('gives a name to one of many who take it at once', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => makeAccount(subgraph)));
    const username = someName();
    const replies = await Promise.all(
      people.map(({ viewer }, i) => update(viewer, { username: i % 2 ? username : username.toUpperCase() })),
    );
    expect(replies.filter(({ data }) => data.result.__typename === 'ProfileUpdated')).toHaveLength(1);
    expect(replies.filter(({ data }) => data.result.__typename === 'LoginTaken')).toHaveLength(5);
  });

  it.each<[string, Changes, string]>([
    ['an address that is none', { email: 'x' }, 'email'],
    ['an empty address', { email: '' }, 'email'],
    ['an over-long address', { email: `${'x'.repeat(320)}@example.org` }, 'email'],
    ['half a character', { email: '\ud800@example.org' }, 'email'],
    ['an empty user name', { username: '' }, 'username'],
    ['an over-long user name', { username: 'x'.repeat(41) }, 'username'],
    ['a user name with a zero', { username: 'abc\0' }, 'username'],
    ['an empty name', { name: '' }, 'name'],
    ['an over-long name', { name: 'x'.repeat(256) }, 'name'],
    ['a blank first name', { firstName: '  ' }, 'firstName'],
    ['an over-long first name', { firstName: 'x'.repeat(101) }, 'firstName'],
    ['a last name with a zero', { lastName: '\0' }, 'lastName'],
    ['a birthday before anybody alive', { birthday: '1899-12-31' }, 'birthday'],
    ['a birthday to come', { birthday: '9999-12-31' }, 'birthday'],
  ])('says what is wrong with %s and changes nothing', async (_what, fault, field) => {
    const { id, viewer } = await makeAccount(subgraph);
    const invalid = { __typename: 'InvalidProfile', problems: [{ field, message: SOME_TEXT }] };
    expect((await update(viewer, { name: 'new', ...fault })).data.result).toEqual(invalid);
    expect((await updateUser(someUser('ADMIN'), id, { name: 'new', ...fault })).data.result).toEqual(invalid);
    expect((await subgraph.query('{ me { name } }', {}, viewer)).data).toEqual({ me: { name: null } });
  });

  it('is changed by its owner and by administrators, nobody else', async () => {
    const { id, viewer } = await makeAccount(subgraph);
    const code = async (reply: Promise<Reply>) => (await reply).errors?.[0]?.extensions.code;
    expect(await code(update(undefined, { name: 'x' }))).toBe('UNAUTHENTICATED');
    expect(await code(update(someUser(), { name: 'x' }))).toBe('UNAUTHENTICATED');
    expect(await code(updateUser(undefined, id, { name: 'x' }))).toBe('UNAUTHENTICATED');
    expect(await code(updateUser(viewer, id, { name: 'x' }))).toBe('FORBIDDEN');
    expect(await code(updateUser(someUser('MANAGER'), id, { name: 'x' }))).toBe('FORBIDDEN');
    expect(await code(updateUser(someUser('ADMIN'), crypto.randomUUID(), { name: 'x' }))).toBe('NOT_FOUND');
    expect(await code(updateUser(someUser('ADMIN'), 'x', { name: 'x' }))).toBe('NOT_FOUND');
    const { data } = await updateUser(someUser('ADMIN'), id, { name: 'x' });
    expect(data.result.user).toMatchObject({ name: 'x' });
  });

  it('is read with one statement, of however many accounts', async () => {
    const ids = await Promise.all(Array.from({ length: 100 }, async () => (await makeAccount(subgraph)).id));
    for (const count of [1, 10, 100]) {
      const keys = ids.slice(0, count).map((id) => ({ id }));
      const load = () => subgraph.entities({ type: 'User', keys, fields: 'username name' }, someUser());
      expect(await ownStatements(load)).toBe(1);
    }
  });
});
