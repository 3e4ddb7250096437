import { join } from 'node:path';
import * as ts from 'typescript';

/** `tsc --noEmit` on some files of a checkout and all that they import: faults as it prints them. Again takes little time. */
export function typeChecker(root: string, roots: () => readonly string[]): () => string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, incremental: false, tsBuildInfoFile: undefined },
    root,
  );
  const textOf = (file: string) => ts.sys.readFile(file) ?? '';
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (of) => ts.getDefaultLibFilePath(of),
    getScriptFileNames: () => roots().map((name) => join(root, name)),
    getScriptSnapshot: (file) => (ts.sys.fileExists(file) ? ts.ScriptSnapshot.fromString(textOf(file)) : undefined),
    // Packages stay as they are.
    getScriptVersion: (file) =>
      file.includes('node_modules') ? '' : (ts.sys.createHash?.(textOf(file)) ?? textOf(file)),
    fileExists: (file) => ts.sys.fileExists(file),
    readFile: (file) => ts.sys.readFile(file),
    directoryExists: (folder) => ts.sys.directoryExists(folder),
    getDirectories: (folder) => ts.sys.getDirectories(folder),
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
  });
  return () =>
    (service.getProgram()?.getSourceFiles() ?? [])
      .filter(({ fileName }) => !fileName.includes('node_modules'))
      .flatMap(({ fileName }) => [
        ...service.getSyntacticDiagnostics(fileName),
        ...service.getSemanticDiagnostics(fileName),
      ])
      .map((fault) =>
        ts.formatDiagnostic(fault, {
          getCurrentDirectory: () => root,
          getCanonicalFileName: (name) => name,
          getNewLine: () => '\n',
        }),
      );
}
