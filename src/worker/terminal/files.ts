// The terminal's working directory: what the page sent along, by name.
import type { Files } from '../../kubectl/environment.ts';
import type { TerminalFiles } from '../protocol.ts';

export function filesOf(files: TerminalFiles): Files {
  return {
    read: (name) => {
      const plain = name.replace(/^\.\//, '');
      return Object.hasOwn(files, plain) ? files[plain] : undefined;
    },
    names: () => Object.keys(files).sort(),
  };
}
