/** Runs `work` while no other process holds the same lock folder; a lock whose holders all died is taken over. */
export function withLock<T>(folder: string, work: () => Promise<T>): Promise<T>
