import { GetOpenIDConnectProviderCommand, IAMClient } from '@aws-sdk/client-iam';
import { AUDIENCE, ISSUER } from '../../../constructs/deploy-access/github-provider';
import { UserError } from '../../../scripts/user-error';
import type { ValidSettings } from '../../settings';

/** How the stack's own is called in its state: its address. */
const OWN = 'aws_iam_openid_connect_provider.github';

/** The audiences of the account's provider for GitHub's tokens; undefined where there is none. */
export type FoundProvider = readonly string[] | undefined;

/**
 * Looks for it, with the credentials that Terraform will find, too.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html
 * @throws UserError when these credentials may not look
 */
export async function findProvider({
  region,
  accountId,
}: Pick<ValidSettings, 'region' | 'accountId'>): Promise<FoundProvider> {
  const client = new IAMClient({ region });
  const arn = `arn:aws:iam::${accountId}:oidc-provider/${ISSUER}`;
  try {
    const { ClientIDList = [] } = await client.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
    );
    return ClientIDList;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NoSuchEntityException' || name === 'NoSuchEntity') return undefined;
    if (/^AccessDenied/.test(name)) {
      throw new UserError(
        `These credentials may not look at ${arn} (iam:GetOpenIDConnectProvider): log in to account ${accountId} as an administrator.`,
        { cause: error },
      );
    }
    throw error;
  } finally {
    client.destroy();
  }
}

/**
 * Says which case this account is, in one line.
 * @param known the resources that the bootstrap stack's state knows
 * @throws UserError where Terraform would fail halfway, or take the provider from somebody else's workflows
 */
export function tellProvider(
  { environment, accountId, githubProvider }: Pick<ValidSettings, 'environment' | 'accountId' | 'githubProvider'>,
  found: FoundProvider,
  known: readonly string[],
): string {
  const own = known.some((resource) => resource.split(' ')[0] === OWN);
  const setting = `environments/${environment}.ts: githubProvider`;
  if (githubProvider === 'make') {
    if (!found) return `Account ${accountId} has no provider ${ISSUER}: this stack makes it.`;
    if (own) return `Account ${accountId} has the provider ${ISSUER}: this stack made it.`;
    throw new UserError(
      `Account ${accountId} has the provider ${ISSUER} already, and this stack did not make it; AWS takes one per URL and account.\n` +
        `  ${setting}: write 'existing' to use that one`,
    );
  }
  if (!found) {
    throw new UserError(
      `Account ${accountId} has no provider ${ISSUER}.\n  ${setting} is 'existing': leave it out, so that this stack makes it`,
    );
  }
  if (own) {
    throw new UserError(
      `Account ${accountId} has the provider ${ISSUER}, and this stack made it: with githubProvider 'existing' Terraform would delete it.\n` +
        `  ${setting}: leave it out; or hand the provider over first, with "terraform state rm ${OWN}"`,
    );
  }
  if (!found.includes(AUDIENCE)) {
    throw new UserError(
      `Account ${accountId}'s provider ${ISSUER} does not take the audience ${AUDIENCE}. Whoever keeps it must add it:\n` +
        `  aws iam add-client-id-to-open-id-connect-provider --client-id ${AUDIENCE} ` +
        `--open-id-connect-provider-arn arn:aws:iam::${accountId}:oidc-provider/${ISSUER}`,
    );
  }
  return `Account ${accountId} has the provider ${ISSUER}: this stack uses it, and leaves it to whoever made it.`;
}
