import { globSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Sources with their names resolved. Packages are left out: what they say is not ours to translate. */
export interface Sources {
  readonly root: string;
  readonly files: readonly ts.SourceFile[];
  readonly checker: ts.TypeChecker;
}

export function readSources(root: string, rooms: readonly string[]): Sources {
  const names = rooms
    .flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: root }))
    .filter((name) => !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .sort();
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    lib: ['lib.es2024.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(options, true);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const resolvedFileName = resolve(dirname(from), text);
      const isOurs = text.startsWith('.') && text.endsWith('.ts');
      return { resolvedModule: isOurs ? { resolvedFileName, extension: ts.Extension.Ts } : undefined };
    });
  const program = ts.createProgram(
    names.map((name) => join(root, name)),
    options,
    host,
  );
  return {
    root,
    files: program.getSourceFiles().filter((file) => !file.isDeclarationFile),
    checker: program.getTypeChecker(),
  };
}

export function placeOf(sources: Sources, node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(sources.root, file.fileName)}:${line + 1}`;
}
