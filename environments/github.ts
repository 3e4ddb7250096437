import { type GitHub } from './github-settings';

/** Which repository's workflows may take on the roles in AWS: docs/roles.md says where GitHub shows the prefix. */
export const github: GitHub = {
  repository: 'OWNER/REPO', // EDIT before a real deploy
  subjectPrefix: 'repo:OWNER/REPO', // EDIT before a real deploy
};
