/**
 * What a row has, and neither the provider's source nor a page nor a deployment shows; by resource type. docs/roles.md
 * names each.
 */
export const unconfirmed: Readonly<Record<string, readonly string[]>> = {
  aws_budgets_budget: ['budgets:TagResource'],
  aws_sfn_state_machine: ['states:TagResource'],
};
