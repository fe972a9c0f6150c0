export { bearerToken } from './bearer-token.ts';
export { openAuthenticator, type OpenAuthenticator } from './open-authenticator.ts';
