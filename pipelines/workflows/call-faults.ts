import { type Files } from './files';
import { allSteps } from './steps';

/** What scripts call and is not there: scripts of package.json, and commands of the pipeline. */
export function callFaults(files: Files, scripts: readonly string[], commands: readonly string[]): string[] {
  const missing = (pattern: RegExp, known: readonly string[], what: string) =>
    allSteps(files).flatMap(({ where, step }) =>
      [...(step.run ?? '').matchAll(pattern)]
        .map(([, name = '']) => name)
        .filter((name) => !known.includes(name))
        .map((name) => `${where}: there is no ${what} ${name}.`),
    );
  return [
    ...missing(/npm run (?:-s )?([\w:-]+)/g, scripts, 'script'),
    ...missing(
      /(?:pipeline --|node "\$RUNNER_TEMP\/program\/program\.cjs") ([\w-]+)/g,
      commands,
      'command of the pipeline',
    ),
  ];
}
