import { requireService, type Viewer } from '../../../kernel/auth/index.ts';

/** A key that takes over, and from when on it signs. */
export interface KeyRotation {
  readonly kid: string;
  readonly signsFrom: Date;
}

/** The keys that sign access tokens, as an operator sees them. */
export interface RotatingKeys {
  /** Publishes a new key, which signs once everybody who checks tokens has had ample time to read it, or just enough. */
  rotate(urgent: boolean): Promise<KeyRotation>;
}

/** Care for the keys of the installation. */
export class SigningKeyService {
  readonly #viewer: Viewer;
  readonly #keys: RotatingKeys;

  constructor(viewer: Viewer, keys: RotatingKeys) {
    this.#viewer = viewer;
    this.#keys = keys;
  }

  /** For the operator's command. Tokens of the old key stay good until they expire. */
  async rotate(urgent: boolean): Promise<KeyRotation> {
    requireService(this.#viewer);
    return await this.#keys.rotate(urgent);
  }
}
