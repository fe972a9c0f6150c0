import { z } from 'zod';

import { AppError } from '../errors/index.ts';

export const ROLES = ['USER', 'MANAGER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** The door through which a request came: the graph itself, or one of the REST contracts. */
export const CONTRACTS = ['graphql', 'octo', 'msgr', 'kpo', 'trp', 'mz'] as const;
export type Contract = (typeof CONTRACTS)[number];

export const viewerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('anonymous') }),
  z.strictObject({
    kind: z.literal('user'),
    id: z.uuid(),
    roles: z.array(z.enum(ROLES)),
    /** The session that the credential belongs to. */
    sessionId: z.uuid().optional(),
  }),
  z.strictObject({ kind: z.literal('service'), name: z.string().min(1) }),
]);

/** On whose behalf a request runs: nobody known, a signed-in user, or one of our own subgraphs. */
export type Viewer = z.output<typeof viewerSchema>;
export type UserViewer = Extract<Viewer, { kind: 'user' }>;

export const ANONYMOUS: Viewer = { kind: 'anonymous' };

/** @throws UNAUTHENTICATED unless a user is signed in. */
export function requireUser(viewer: Viewer): UserViewer {
  if (viewer.kind !== 'user') throw new AppError('UNAUTHENTICATED');
  return viewer;
}

/** @throws UNAUTHENTICATED for strangers, FORBIDDEN for users without the role. */
export function requireRole(viewer: Viewer, role: Role): UserViewer {
  const user = requireUser(viewer);
  if (!user.roles.includes(role)) throw new AppError('FORBIDDEN');
  return user;
}

/** The command line of whoever runs the installation: it holds the signing key. */
export const OPERATOR = { kind: 'service', name: 'operator' } as const satisfies Viewer;

/** @throws UNAUTHENTICATED, FORBIDDEN unless an administrator or the operator's own command acts. */
export function requireAdministrator(viewer: Viewer): void {
  if (isAdministrator(viewer)) return;
  throw new AppError(viewer.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
}

/** An administrator, or the operator's own command. */
export function isAdministrator(viewer: Viewer): boolean {
  if (viewer.kind === 'service') return viewer.name === OPERATOR.name;
  return viewer.kind === 'user' && viewer.roles.includes('ADMIN');
}

/** Whoever runs the kitchen and its menu; every administrator may. */
export function isManager(viewer: Viewer): boolean {
  return isAdministrator(viewer) || (viewer.kind === 'user' && viewer.roles.includes('MANAGER'));
}

/** @throws UNAUTHENTICATED for strangers, FORBIDDEN for users who are neither managers nor administrators. */
export function requireManager(viewer: Viewer): void {
  if (isManager(viewer)) return;
  throw new AppError(viewer.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
}

/** @throws UNAUTHENTICATED for strangers, FORBIDDEN for users: only our own processes may. */
export function requireService(viewer: Viewer): void {
  if (viewer.kind === 'service') return;
  throw new AppError(viewer.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
}

/** @throws UNAUTHENTICATED for strangers. */
export function requireSignedIn(viewer: Viewer): void {
  if (viewer.kind === 'anonymous') throw new AppError('UNAUTHENTICATED');
}

/** Whether the viewer may see what belongs to this user: the user, an administrator, or a subgraph of ours. */
export function maySeePrivate(viewer: Viewer, ownerId: string): boolean {
  if (viewer.kind === 'service') return true;
  return viewer.kind === 'user' && (viewer.id === ownerId || viewer.roles.includes('ADMIN'));
}

/** @throws UNAUTHENTICATED for strangers, FORBIDDEN where `maySeePrivate` is false. */
export function requireOwner(viewer: Viewer, ownerId: string): void {
  if (viewer.kind === 'anonymous') throw new AppError('UNAUTHENTICATED');
  if (!maySeePrivate(viewer, ownerId)) throw new AppError('FORBIDDEN');
}
