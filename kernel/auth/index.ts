export { issuerOf, JWKS_PATH, TOKEN_ALGORITHM, TOKEN_RULES, type TokenRule } from './token-rules.ts';
export {
  ANONYMOUS,
  CONTRACTS,
  maySeePrivate,
  OPERATOR,
  requireAdministrator,
  requireOwner,
  requireRole,
  requireSignedIn,
  requireUser,
  ROLES,
  viewerSchema,
  type Contract,
  type Role,
  type UserViewer,
  type Viewer,
} from './viewer.ts';
