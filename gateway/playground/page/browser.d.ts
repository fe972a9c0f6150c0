// The few browser names the page needs: the DOM library would make `window` a known name in every server file too.
declare const document: {
  readonly baseURI: string;
  querySelector(selector: string): { readonly dataset: Readonly<Record<string, string | undefined>> } | null;
};

declare module '*.css';

declare module 'react-dom/client' {
  export function createRoot(container: object): { render(node: import('react').ReactNode): void };
}
