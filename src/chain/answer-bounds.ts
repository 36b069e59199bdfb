export interface Bounds {
  /** Most heights in one answer. */
  readonly heights: number;
  /** Most answers under way at once. */
  readonly answers: number;
  /** Most bytes that one answer may be expected to have. */
  readonly answerBytes: number;
  /** Most bytes that all answers may have together, those under way and those that wait for their turn. */
  readonly allBytes: number;
}

/** How much of the largest block's size is still expected one answer later, so that one large block is forgotten by and by. */
const remembered = 0.75;

/**
 * How much to ask a node for at once. A chain's blocks may have a kilobyte or fifteen megabytes, and nobody says so beforehand: so
 * it begins with one block, asks for twice as many after each answer, and goes by the largest recent block. What was too much is
 * halved, and from there on the number grows by one an answer.
 */
export class AnswerBounds {
  readonly #bounds: Bounds;
  #heights = 1;
  #ceiling: number;
  /** Expected size of a block; undefined before the first answer. */
  #blockBytes: number | undefined;
  #answers = 0;
  #bytes = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.#ceiling = bounds.heights;
  }

  /** How many heights the next question may name. */
  get heights(): number {
    const bySize = Math.floor(this.#bounds.answerBytes / (this.#blockBytes ?? this.#bounds.answerBytes));
    return Math.max(1, Math.min(this.#heights, bySize));
  }

  /** Whether there is room for one more answer beside those under way. On a chain not known yet there is room for one alone. */
  hasRoom(): boolean {
    if (this.#answers === 0) {
      return true;
    }
    return (
      this.#blockBytes !== undefined &&
      this.#answers < this.#bounds.answers &&
      this.#bytes + this.heights * this.#blockBytes <= this.#bounds.allBytes
    );
  }

  /**
   * Notes a question for so many heights.
   * @returns the room that its answer takes up until its size is known
   */
  asked(heights: number): Room {
    return new Room(heights * (this.#blockBytes ?? 0), (answers, bytes) => {
      this.#answers += answers;
      this.#bytes += bytes;
    });
  }

  /** Learns from an answer: the sizes of its blocks, in bytes. */
  learn(sizes: readonly number[]): void {
    const expected = (this.#blockBytes ?? 0) * remembered;
    this.#blockBytes = Math.max(1, expected, ...sizes);
    if (sizes.length * 2 <= this.#ceiling) {
      this.#heights = Math.max(this.#heights, sizes.length * 2);
    } else if (sizes.length >= this.#ceiling) {
      this.#ceiling = Math.min(this.#bounds.heights, this.#ceiling + 1);
      this.#heights = this.#ceiling;
    } else {
      this.#heights = this.#ceiling;
    }
  }

  /** Learns that an answer of so many heights was too much for the node, for its time, or for us. */
  tooMuch(heights: number): void {
    this.#ceiling = Math.max(1, Math.floor(heights / 2));
    this.#heights = Math.min(this.#heights, this.#ceiling);
  }
}

/** What one answer takes up of what all may have together. */
export class Room {
  readonly #change: (answers: number, bytes: number) => void;
  #bytes = 0;

  constructor(bytes: number, change: (answers: number, bytes: number) => void) {
    this.#change = change;
    change(1, 0);
    this.resize(bytes);
  }

  /** The answer came, or a block of it was handed over: it now takes up so many bytes. */
  resize(bytes: number): void {
    this.#change(0, bytes - this.#bytes);
    this.#bytes = bytes;
  }

  /** Nothing of the answer is held any more. */
  release(): void {
    this.resize(0);
    this.#change(-1, 0);
  }
}
