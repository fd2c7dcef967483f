/** Text put together from pieces of a file, which knows the line each piece came from. */
export interface Mapped {
  text: string
  /** Where pieces begin in the text, ascending, and the 1-based line of each. */
  starts: readonly number[]
  lines: readonly number[]
}

/** Collects pieces of text with their lines. */
export class Joiner {
  private readonly pieces: string[] = []
  private readonly starts: number[] = []
  private readonly lines: number[] = []
  private length = 0

  add(text: string, line: number): void {
    this.starts.push(this.length)
    this.lines.push(line)
    this.pieces.push(text)
    this.length += text.length
  }

  get empty(): boolean {
    return this.length === 0
  }

  done(): Mapped {
    return { text: this.pieces.join(''), starts: this.starts, lines: this.lines }
  }
}

/** The line that a place in the text came from. */
export function lineAt({ starts, lines }: Mapped, offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return lines[low] ?? 1
}

/** Text of one line. */
export function onLine(text: string, line: number): Mapped {
  return { text, starts: [0], lines: [line] }
}
