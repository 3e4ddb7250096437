/** The addresses of what a state says there is. Terraform keeps a resource with no instance once it was about to make one. */
export function addressesIn(state: Buffer): string[] {
  const { resources } = JSON.parse(state.toString('utf8')) as {
    resources: { mode: string; type: string; name: string; instances: object[] }[];
  };
  return resources
    .filter(({ mode, instances }) => mode === 'managed' && instances.length > 0)
    .map(({ type, name }) => `${type}.${name}`);
}

/** Of the addresses, the types that are AWS's, sorted. */
export const awsTypes = (addresses: readonly string[]): string[] =>
  addresses.flatMap((address) => (address.startsWith('aws_') ? [address.split('.')[0] ?? ''] : [])).sort();
