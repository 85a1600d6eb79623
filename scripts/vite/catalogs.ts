import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

const CATALOG = /\/src\/i18n\/[a-zA-Z-]+\/([a-z]+)\.ts$/;

/**
 * Compiles the ICU texts of a catalog file (`src/i18n/<locale>/<area>.ts`) when its module is loaded, in development,
 * tests and builds alike, so that no parser travels to the page. A text that is not ICU stops the build, naming its key.
 */
export function catalogs(): Plugin {
  return {
    name: 'catalogs',
    transform: {
      order: 'post',
      filter: { id: CATALOG },
      async handler(code, id) {
        if (CATALOG.exec(id)?.[1] === 'index') {
          return null;
        }
        // The file is one literal without imports: evaluating it is reading it.
        const module: { default: Record<string, string> } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
        const compiled = Object.entries(module.default).map(([key, text]) => [key, compileText(id, key, text)]);
        return { code: `export default ${JSON.stringify(Object.fromEntries(compiled))};`, map: { mappings: '' } };
      },
    },
  };
}

function compileText(id: string, key: string, text: string) {
  try {
    return compile(text);
  } catch (error) {
    throw new Error(`${id}: the text of "${key}" is not ICU: ${error instanceof Error ? error.message : String(error)}`);
  }
}
