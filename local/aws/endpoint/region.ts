import { AwsError } from '../shared/errors';
import { type Signature } from './sigv4';

/** A request that is signed for another Region than that of who was asked. */
export class WrongRegion extends AwsError {
  constructor(
    code: string,
    message: string,
    status: number,
    /** The right one, which S3 tells: clients sign anew for it. */
    readonly region: string,
  ) {
    super(code, message, status);
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html: STS's global endpoint is of it. */
const GLOBAL = 'us-east-1';

/**
 * A signing key is of one Region, and holds there alone. S3's words are recorded in JuliaServices/CloudStore.jl, issue 52
 * (a header) and HHS/Head-Start-TTADP, issue 370 (a link), the others' in cognitect-labs/aws-api, issue 27.
 * @param own of the account's stack
 * @throws WrongRegion
 */
export function checkRegion({ service, by, region }: Signature, own: string): void {
  // One address stands for STS's of the Region and for the global one.
  if (region === own || (service === 'sts' && region === GLOBAL)) return;
  if (service !== 's3') {
    const message = `Credential should be scoped to a valid region, not '${region}'. `;
    throw new WrongRegion('SignatureDoesNotMatch', message, 403, own);
  }
  const [code, start] =
    by === 'link'
      ? ['AuthorizationQueryParametersError', 'Error parsing the X-Amz-Credential parameter']
      : ['AuthorizationHeaderMalformed', 'The authorization header is malformed'];
  throw new WrongRegion(code, `${start}; the region '${region}' is wrong; expecting '${own}'`, 400, own);
}
