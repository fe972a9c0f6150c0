export { type Envelope } from './envelope.ts';
export { createSigner, createVerifier, deriveKey, type SignedCall, type Signer, type Verifier } from './signature.ts';
