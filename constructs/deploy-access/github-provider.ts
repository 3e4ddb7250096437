import { DataAwsIamOpenidConnectProvider } from '@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Construct } from 'constructs';
import { type Statement, trustTokens } from '../parts/policy';

export const ISSUER = 'token.actions.githubusercontent.com';
/** What aws-actions/configure-aws-credentials has GitHub make its tokens for. */
export const AUDIENCE = 'sts.amazonaws.com';

export interface GitHubProviderProps {
  /** `OWNER/REPO` */
  readonly repository: string;
  /** How the `sub` claim of our repository's tokens begins: `repo:OWNER/REPO`. */
  readonly subjectPrefix: string;
  /** The account has the provider already, and somebody else keeps it: AWS takes one per URL and account. */
  readonly exists: boolean;
}

/**
 * Lets AWS read the tokens of GitHub's workflows. By itself it lets nobody in: each role says which tokens it trusts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class GitHubProvider extends Construct {
  readonly arn: string;
  private readonly repository: string;
  private readonly subjectPrefix: string;

  constructor(scope: Construct, id: string, { repository, subjectPrefix, exists }: GitHubProviderProps) {
    super(scope, id);
    this.repository = repository;
    this.subjectPrefix = subjectPrefix;
    const url = `https://${ISSUER}`;
    // No thumbprint: AWS trusts the authority that signs GitHub's certificates.
    const provider = exists
      ? new DataAwsIamOpenidConnectProvider(this, 'Resource', { url, lifecycle: { postcondition: [takesOurTokens] } })
      : new IamOpenidConnectProvider(this, 'Resource', { url, clientIdList: [AUDIENCE] });
    this.arn = provider.arn;
  }

  /** Any workflow of a pull request, whatever it has made of the code: such a role must do no harm. */
  trustPullRequests(): Statement {
    return trustTokens('TrustPullRequests', this.arn, this.subject('pull_request'));
  }

  /** A job on main that names no environment. */
  trustMain(): Statement {
    return trustTokens('TrustMain', this.arn, this.subject('ref:refs/heads/main'));
  }

  /** A job that names a GitHub environment, whose settings say who approves it and from which branch it may run. */
  trustEnvironment(environment: string): Statement {
    return trustTokens('TrustEnvironment', this.arn, this.subject(`environment:${environment}`));
  }

  /**
   * The same, and the job must stand in one workflow as main has it: a workflow of another name, or of another branch, may
   * name the environment too, where GitHub's settings let it. STS evaluates the claim since January 2026:
   * https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/
   * A called workflow's jobs have its own path, with the caller's ref where it is called by path:
   * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows
   */
  trustWorkflow(environment: string, file: string): Statement {
    const { StringEquals } = this.subject(`environment:${environment}`);
    return trustTokens('TrustEnvironment', this.arn, {
      StringEquals: {
        ...StringEquals,
        [`${ISSUER}:job_workflow_ref`]: `${this.repository}/.github/workflows/${file}@refs/heads/main`,
      },
    });
  }

  /**
   * StringEquals on both claims: a token that lacks one, or has another, is refused.
   * https://docs.github.com/en/actions/reference/security/oidc
   */
  private subject(subject: string): { readonly StringEquals: Readonly<Record<string, string>> } {
    return { StringEquals: { [`${ISSUER}:aud`]: AUDIENCE, [`${ISSUER}:sub`]: `${this.subjectPrefix}:${subject}` } };
  }
}

const takesOurTokens = {
  condition: `\${contains(self.client_id_list, "${AUDIENCE}")}`,
  errorMessage: `The account's provider ${ISSUER} does not take the audience ${AUDIENCE}: add it to its client ids.`,
};
