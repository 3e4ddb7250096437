import { AwsError } from '../shared/errors';
import { type Signature } from './sigv4';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html: STS's global endpoint is of it. */
const GLOBAL = 'us-east-1';

/**
 * A signing key is of one Region, and holds there alone. S3's words are recorded in JuliaServices/CloudStore.jl, issue 52
 * (a header) and HHS/Head-Start-TTADP, issue 370 (a link), the others' in cognitect-labs/aws-api, issue 27.
 * @param own of the account's stack
 * @throws AwsError
 */
export function checkRegion({ service, by, region }: Signature, own: string): void {
  // One address stands for STS's of the Region and for the global one.
  if (region === own || (service === 'sts' && region === GLOBAL)) return;
  if (service !== 's3') {
    const message = `Credential should be scoped to a valid region, not '${region}'. `;
    throw new AwsError('SignatureDoesNotMatch', message, 403);
  }
  const [code, start] =
    by === 'link'
      ? ['AuthorizationQueryParametersError', 'Error parsing the X-Amz-Credential parameter']
      : ['AuthorizationHeaderMalformed', 'The authorization header is malformed'];
  // S3 tells the right one, for which clients sign anew.
  throw new AwsError(code, `${start}; the region '${region}' is wrong; expecting '${own}'`, 400, {
    fields: { Region: own },
  });
}
