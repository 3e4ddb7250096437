import { type SourceLocation } from '../../../terraform/stack';
import { code, link } from '../../shared/markdown';

/** Where a summary's readers find the rest. */
export interface Links {
  /** The run that made it; absent outside of GitHub Actions. */
  readonly run?: string;
  /** `file:line` in Markdown, a link where there is a repository to link to. */
  source(where: SourceLocation): string;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables */
export function linksFrom(env: Readonly<Record<string, string | undefined>>): Links {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run, GITHUB_SHA: sha } = env;
  const home = server && repository ? `${server}/${repository}` : undefined;
  return {
    ...(home && run ? { run: `${home}/actions/runs/${encodeURIComponent(run)}` } : {}),
    source({ file, line }) {
      const path = file.split('/').map(encodeURIComponent).join('/');
      return link(
        code(`${file}:${line}`),
        home && sha ? `${home}/blob/${encodeURIComponent(sha)}/${path}#L${line}` : undefined,
      );
    },
  };
}
