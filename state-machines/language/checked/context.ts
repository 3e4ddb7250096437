/** What `$$` reads: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export interface ContextObject<Input> {
  readonly Execution: {
    /** The execution's ARN. */
    readonly Id: string;
    readonly Name: string;
    readonly RoleArn: string;
    /** ISO 8601, as all times here. */
    readonly StartTime: string;
    /** 0 until the execution has been redriven. */
    readonly RedriveCount: number;
    readonly RedriveTime?: string;
    readonly Input: Input;
  };
  readonly State: { readonly Name: string; readonly EnteredTime: string; readonly RetryCount: number };
  readonly StateMachine: { readonly Id: string; readonly Name: string };
}

/** In the parameters of a Task that waits for its token. */
export interface TokenContext {
  readonly Task: { readonly Token: string };
}

/** In a Map's itemSelector, and nowhere in its processor: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemselector.html */
export interface ItemContext<Item> {
  readonly Map: { readonly Item: { readonly Index: number; readonly Value: Item } };
}
