/** Of a plan's folder: the plan itself, and the same as JSON. Both can hold secrets in clear: neither is uploaded. */
export const PLAN_FILE = 'plan.tfplan';
export const PLAN_JSON = 'plan.json';
/** What the plan does to access, in words. */
export const ACCESS_FILE = 'access.md';
