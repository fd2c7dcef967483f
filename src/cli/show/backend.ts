export async function searchBackend(): Promise<never> { throw new Error('x') }
export async function doubtsFrom(): Promise<never> { throw new Error('x') }
