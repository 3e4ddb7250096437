/**
 * The version of Terraform's AWS provider that every stack asks for. The bindings (`@cdktf/provider-aws`) were made from
 * 6.25.0 and stop there, the provider goes on: from there on it may be any 6.x up to the one whose types
 * `npm run check:exit` holds our arguments against. Then `npm run lock:providers`.
 */
export const AWS_PROVIDER = '6.25.0';
