/** The first part and the largest that are made ahead of what is written, in bytes. */
const firstPart = 2 << 10;
const largestPart = 1 << 20;

/** A UTF-16 unit has at most so many bytes in UTF-8. */
const bytesAUnit = 3;

/** Gathers texts as bytes of UTF-8: those of a large block are never all there as strings, which take up to twice the memory. */
export class Utf8Writer {
  readonly #parts: Uint8Array[] = [];
  #part = Buffer.alloc(0);
  #used = 0;

  write(text: string): void {
    const most = text.length * bytesAUnit;
    if (most > this.#part.length - this.#used) {
      this.#parts.push(this.#written());
      this.#part = Buffer.allocUnsafe(
        Math.max(most, Math.min(largestPart, Math.max(firstPart, 2 * this.#part.length))),
      );
      this.#used = 0;
    }
    this.#used += this.#part.write(text, this.#used);
  }

  /** All that was written. */
  bytes(): Uint8Array {
    return Buffer.concat([...this.#parts, this.#written()]);
  }

  #written(): Uint8Array {
    return this.#part.subarray(0, this.#used);
  }
}
