import type { DocumentNode } from 'graphql';

/** Parsed documents by their text, a bounded amount of them. */
export interface DocumentCache {
  find(text: string): DocumentNode | undefined;
  keep(text: string, document: DocumentNode): void;
}

/**
 * Keeps documents until their texts have `capacity` characters together, then begins anew: literals of clients are part
 * of the text, so that documents can be many, and large.
 */
export function createDocumentCache(capacity: number): DocumentCache {
  const documents = new Map<string, DocumentNode>();
  let kept = 0;
  return {
    find: (text) => documents.get(text),
    keep(text, document) {
      if (text.length > capacity) return;
      if (kept + text.length > capacity) {
        documents.clear();
        kept = 0;
      }
      documents.set(text, document);
      kept += text.length;
    },
  };
}
