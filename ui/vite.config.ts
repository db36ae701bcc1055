import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwindcss from '@tailwindcss/vite';
import { marked } from 'marked';
import { defineConfig, type Plugin } from 'vite';

/**
 * WebKitGTK runs a module script that stands before the stylesheet unstyled: whatever measures
 * the layout at start would see a page without heights. The stylesheet goes first.
 */
function stylesheetFirst(): Plugin {
  return {
    name: 'stylesheet-first',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const links = html.match(/\s*<link rel="stylesheet"[^>]*>/g) ?? [];
        const without = links.reduce((page, link) => page.replace(link, ''), html);
        return without.replace(/(\s*<script type="module")/, `${links.join('')}$1`);
      },
    },
  };
}

/** Fonts: woff2 only, and the copy that the PC already has is used before ours. */
function localFontsFirst(): Plugin {
  return {
    name: 'local-fonts-first',
    enforce: 'pre',
    transform(code, id) {
      if (!/@fontsource[/\\].*\.css$/.test(id)) return null;
      const family = /font-family: '([^']+)'/.exec(code)?.[1] ?? '';
      const weight = /font-weight: (\d+)/.exec(code)?.[1] === '700' ? ' Bold' : '';
      return code
        .replace(/,\s*url\([^)]*\.woff\) format\('woff'\)/g, '')
        .replace(/src: url/g, `src: local('${family}${weight}'), url`);
    },
  };
}

/** The manual's pages become HTML at build time; raw HTML inside them is dropped. */
function manualPages(): Plugin {
  marked.use({ renderer: { html: () => '' } });
  return {
    name: 'manual-pages',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.md')) return null;
      const html = marked.parse(code, { async: false });
      return { code: `export default ${JSON.stringify(html)};`, map: null };
    },
  };
}

export default defineConfig({
  plugins: [manualPages(), localFontsFirst(), tailwindcss(), svelte(), stylesheetFirst()],
  server: { fs: { allow: ['..'] } },
  build: {
    target: ['chrome110', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  test: { include: ['src/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);
