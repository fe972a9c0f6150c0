import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openChats, type OpenChats, type Person } from './chats.suite.ts';

describe('members of a chat', () => {
  let world: OpenChats;
  let owner: Person;
  let admin: Person;
  let member: Person;
  let chatId: string;
  beforeAll(async () => {
    world = await openChats();
  });
  afterAll(() => world.close());

  /** A chat with one of each role. */
  const gather = async (): Promise<void> => {
    [owner, admin, member] = [world.person(), world.person(), world.person()];
    chatId = await world.open(owner, admin, member);
    await world.does(owner, 'role', { chatId, userId: admin.id, role: 'ADMIN' });
  };
  const typeOf = async (...args: Parameters<OpenChats['does']>) => (await world.does(...args)).__typename;

  it('are added by owners and administrators of the chat, and found there', async () => {
    await gather();
    for (const actor of [owner, admin]) {
      const { id: userId } = world.person();
      const added = await world.does(actor, 'add', { chatId, userId, displayName: ' Addy ' });
      expect(added).toMatchObject({ __typename: 'MemberAdded', alreadyMember: false });
      expect(added.membership).toMatchObject({ role: 'MEMBER', displayName: 'Addy', user: { id: userId } });
      expect(await world.does(actor, 'add', { chatId, userId: userId.toUpperCase(), displayName: 'B' })).toEqual({
        ...added,
        alreadyMember: true,
      });
    }
    const newcomer = world.person();
    expect(await world.does(member, 'add', { chatId, userId: newcomer.id })).toEqual({
      __typename: 'ChatRoleTooLow',
      role: 'MEMBER',
    });
    expect(await world.does(newcomer, 'add', { chatId, userId: newcomer.id })).toEqual({
      __typename: 'ChatNotFound',
      chatId,
    });
    expect(await world.read(owner, chatId)).toMatchObject({ memberCount: 5, version: 6 });
  });

  it('are nobody whom the one who adds must not reach: none of the reasons can be told from another', async () => {
    await gather();
    const [blocker, blocked, inactive, gone] = [world.person(), world.person(), world.person(), world.person()];
    await world.block(blocker, owner);
    await world.block(owner, blocked);
    world.deactivate(inactive);
    expect(await world.event('users', 'UserDeleted', { userId: gone.id })).toBe(200);
    const ids = [blocker, blocked, inactive, gone].map(({ id }) => id);
    for (const userId of [...ids, crypto.randomUUID(), '', 'x', 'a\0b', '\ud800', 'x'.repeat(10_000)])
      expect(await world.does(owner, 'add', { chatId, userId })).toEqual({ __typename: 'UserCannotBeAdded', userId });
    expect(await world.does(admin, 'add', { chatId, userId: blocker.id })).toMatchObject({ alreadyMember: false });
    // Who is in the chat already is seen there by the other.
    expect(await world.does(owner, 'add', { chatId, userId: blocker.id })).toMatchObject({ alreadyMember: true });
  });

  it('join by the id of a chat whose policy is LINK; any other chat is as if absent', async () => {
    await gather();
    const guest = world.person();
    const joined = await world.does(guest, 'join', { chatId, displayName: 'Gus' });
    expect(joined).toMatchObject({
      __typename: 'ChatJoined',
      alreadyMember: false,
      membership: { role: 'MEMBER', displayName: 'Gus' },
    });
    expect(await world.does(guest, 'join', { chatId: chatId.toUpperCase() })).toEqual({
      ...joined,
      alreadyMember: true,
    });
    await world.does(owner, 'update', { chatId, joinPolicy: 'INVITE' });
    expect(await world.does(guest, 'join', { chatId })).toEqual({ ...joined, alreadyMember: true });
    const stranger = world.person();
    for (const id of [chatId, crypto.randomUUID(), '', 'x', 'a\0b', '\ud800'])
      expect(await world.does(stranger, 'join', { chatId: id, displayName: '' })).toEqual({
        __typename: 'ChatNotFound',
        chatId: id,
      });
  });

  it('are removed by owners, and plain members by administrators', async () => {
    await gather();
    const [second, plain] = [world.person(), world.person()];
    for (const { id: userId } of [second, plain]) await world.does(owner, 'add', { chatId, userId });
    await world.does(owner, 'role', { chatId, userId: second.id, role: 'ADMIN' });
    const remove = (actor: Person, { id: userId }: { readonly id: string }) =>
      typeOf(actor, 'remove', { chatId, userId });
    expect(await remove(member, plain)).toBe('ChatRoleTooLow');
    expect(await remove(member, { id: 'x' })).toBe('ChatRoleTooLow');
    expect(await remove(admin, owner)).toBe('ChatRoleTooLow');
    expect(await remove(admin, second)).toBe('ChatRoleTooLow');
    expect(await remove(admin, { id: 'a\0b' })).toBe('MemberNotFound');
    expect(await world.does(admin, 'remove', { chatId, userId: plain.id })).toEqual({
      __typename: 'MemberRemoved',
      chatId,
      user: { id: plain.id },
    });
    expect(await remove(admin, plain)).toBe('MemberNotFound');
    expect(await remove(owner, second)).toBe('MemberRemoved');
    expect(await remove(second, member)).toBe('ChatNotFound');
    expect(await world.read(second, chatId)).toBeNull();
    expect(await remove(owner, owner)).toBe('LastOwner');
    expect(await remove(member, member)).toBe('MemberRemoved');
    expect(await remove(admin, admin)).toBe('MemberRemoved');
    expect(await world.rolesIn(owner, chatId)).toEqual({ [owner.id]: 'OWNER' });
    expect(await remove(owner, owner)).toBe('MemberRemoved');
  });

  it('leave when they like, the last owner when nobody else is there', async () => {
    await gather();
    expect(await world.does(owner, 'leave', chatId)).toMatchObject({
      __typename: 'LastOwner',
      membership: { role: 'OWNER', user: { id: owner.id } },
    });
    for (const person of [member, admin, owner]) {
      expect(await world.does(person, 'leave', chatId)).toEqual({ __typename: 'ChatLeft', chatId });
      expect(await typeOf(person, 'leave', chatId)).toBe('ChatNotFound');
    }
    // The chat is empty, and stays so.
    for (const person of [owner, world.person()]) {
      expect(await world.read(person, chatId)).toBeNull();
      expect(await typeOf(person, 'join', { chatId })).toBe('ChatNotFound');
    }
  });

  it('have the role that an owner gives them, and one of them is always an owner', async () => {
    await gather();
    const give = (actor: Person, { id: userId }: { readonly id: string }, role: string) =>
      typeOf(actor, 'role', { chatId, userId, role });
    expect(await give(admin, member, 'ADMIN')).toBe('ChatRoleTooLow');
    expect(await give(admin, { id: 'x' }, 'ADMIN')).toBe('ChatRoleTooLow');
    expect(await give(world.person(), member, 'ADMIN')).toBe('ChatNotFound');
    expect(await give(owner, world.person(), 'ADMIN')).toBe('MemberNotFound');
    expect(await give(owner, { id: 'x' }, 'ADMIN')).toBe('MemberNotFound');
    expect(await give(owner, owner, 'ADMIN')).toBe('LastOwner');
    const { version } = (await world.read(owner, chatId)) ?? {};
    expect(await give(owner, owner, 'OWNER')).toBe('MemberRoleChanged');
    expect((await world.read(owner, chatId))?.version).toBe(version);
    const changed = await world.does(owner, 'role', { chatId, userId: member.id, role: 'OWNER' });
    expect(changed).toMatchObject({ __typename: 'MemberRoleChanged', membership: { role: 'OWNER' } });
    expect(await give(member, owner, 'MEMBER')).toBe('MemberRoleChanged');
    expect(await give(member, member, 'MEMBER')).toBe('LastOwner');
    expect(await world.rolesIn(admin, chatId)).toEqual({
      [owner.id]: 'MEMBER',
      [admin.id]: 'ADMIN',
      [member.id]: 'OWNER',
    });
  });

  it('are called in a chat as they like', async () => {
    await gather();
    const set = (displayName?: string | null) => world.does(member, 'name', { chatId, displayName });
    expect((await set(' Em ')).membership).toMatchObject({ role: 'MEMBER', displayName: 'Em' });
    expect((await set('x'.repeat(255))).membership?.displayName).toHaveLength(255);
    expect((await set(null)).membership?.displayName).toBeNull();
    for (const wrong of ['', ' ', 'x'.repeat(256), 'a\0b', '\ud800']) {
      expect(await set(wrong)).toMatchObject({
        __typename: 'InvalidMembership',
        problems: [{ field: 'displayName' }],
      });
      const newcomer = world.person();
      expect(await world.does(newcomer, 'join', { chatId, displayName: wrong })).toMatchObject({
        problems: [{ field: 'displayName' }],
      });
      expect(await world.does(owner, 'add', { chatId, userId: newcomer.id, displayName: wrong })).toMatchObject({
        problems: [{ field: 'displayName' }],
      });
    }
    expect(await typeOf(world.person(), 'name', { chatId, displayName: 'E' })).toBe('ChatNotFound');
  });

  it('keep the id of their membership until they go', async () => {
    await gather();
    const before = (await world.does(member, 'join', { chatId })).membership?.id;
    await world.does(owner, 'role', { chatId, userId: member.id, role: 'ADMIN' });
    expect((await world.does(member, 'name', { chatId, displayName: 'Em' })).membership?.id).toBe(before);
    await world.does(member, 'leave', chatId);
    expect((await world.does(member, 'join', { chatId })).membership?.id).not.toBe(before);
  });

  it('do nothing more once their account is gone', async () => {
    await gather();
    await world.event('users', 'UserDeleted', { userId: member.id });
    const inputs = {
      create: { name: 'tea' },
      update: { chatId, name: 'tea' },
      join: { chatId },
      remove: { chatId, userId: owner.id },
      role: { chatId, userId: owner.id, role: 'MEMBER' },
      name: { chatId, displayName: 'Em' },
      leave: chatId,
    } as const;
    for (const [deed, input] of Object.entries(inputs))
      expect((await world.send(member, deed as keyof typeof inputs, input)).errors).toMatchObject([
        { extensions: { code: 'UNAUTHENTICATED' } },
      ]);
    expect(await typeOf(member, 'add', { chatId, userId: owner.id })).toBe('ChatNotFound');
  });

  it('see one another in the order in which they came, and themselves', async () => {
    await gather();
    const shown = await world.read(member, chatId);
    expect(shown).toMatchObject({ memberCount: 3, myMembership: { role: 'MEMBER', user: { id: member.id } } });
    expect(shown?.members.edges.map(({ node }) => node.user.id)).toEqual([owner.id, admin.id, member.id]);
  });
});

describe('without friends', () => {
  it('nobody has blocked anybody', async () => {
    const world = await openChats({ areFriendsOn: false });
    const [owner, other] = [world.person(), world.person()];
    const chatId = await world.open(owner);
    expect(await world.does(owner, 'add', { chatId, userId: other.id })).toMatchObject({ alreadyMember: false });
    await world.close();
  });
});
