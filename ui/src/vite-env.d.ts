/// <reference types="svelte" />
/// <reference types="vite/client" />

declare module '*.md' {
  /** The page as HTML, made at build time. */
  const html: string;
  export default html;
}
