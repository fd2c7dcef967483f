/** Who draws lessons; a new version makes lessons drawn before stale. */
export const DISTILLER = { name: 'cues', version: '1.2.0' } as const
