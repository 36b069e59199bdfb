/**
 * Writes what a command has found to standard output, and waits until it is there: a pipe takes 64 kB at once, and a process that exits
 * loses the rest.
 * @param text without the line's end
 */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error == null ? resolve() : reject(error)));
  });
}

/** Waits until what was written to standard output before is there. */
export async function printed(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.write("", () => resolve());
  });
}
