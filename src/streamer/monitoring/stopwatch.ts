/** Measures for how long something has gone on in all; what overlaps counts once. */
export class Stopwatch {
  readonly #now: () => number;
  #underWay = 0;
  #since = 0;
  #milliseconds = 0;

  /** @param now a clock in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Notes that it begins.
   * @returns what to call, once, when it ends
   */
  start(): () => void {
    if (this.#underWay === 0) {
      this.#since = this.#now();
    }
    this.#underWay += 1;
    return () => {
      this.#underWay -= 1;
      if (this.#underWay === 0) {
        this.#milliseconds += this.#now() - this.#since;
      }
    };
  }

  /** How long in all, what is under way included. */
  get milliseconds(): number {
    return this.#milliseconds + (this.#underWay > 0 ? this.#now() - this.#since : 0);
  }
}
