/** Lets pieces of work happen one after another, in the order in which they ask. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Does the work when what asked before is done.
   * @returns what the work gives
   * @throws what the work throws, which concerns nobody else
   */
  take<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
