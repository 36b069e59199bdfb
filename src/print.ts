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
