/** An error as AWS tells it. */
export class AwsFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
  get xml(): string {
    return `<Error><Code>${this.code}</Code><Message>${escaped(this.message)}</Message></Error>`;
  }

  /** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
  get query(): string {
    return `<ErrorResponse>${this.xml}<RequestId>0</RequestId></ErrorResponse>`;
  }

  get json(): string {
    return JSON.stringify({ __type: this.code, message: this.message });
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
