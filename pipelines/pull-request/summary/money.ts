/** `+1.20 USD`, `−0.10 USD`, `±0`. No dollar sign: two of them in a line are mathematics to GitHub. */
export const money = (dollars: number): string =>
  dollars === 0 ? '±0' : `${dollars < 0 ? '−' : '+'}${Math.abs(dollars).toFixed(2)} USD`;

/** `+2`, `−1`, `±0` */
export const signed = (count: number): string => (count === 0 ? '±0' : `${count < 0 ? '−' : '+'}${Math.abs(count)}`);
