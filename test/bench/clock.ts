/** @returns the monotonic clock of this machine, which all its processes share, in milliseconds */
export function monotonicMilliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
