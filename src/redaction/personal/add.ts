/** Adds a finding; `same` is what all ways of writing the same thing have in common. */
export type AddPersonal = (start: number, end: number, same: string) => void
