export { bearerToken } from './bearer-token.ts';
export { createAuthenticator, type AuthenticatorOptions } from './create-authenticator.ts';
