export function sandboxSwitches(dist: string): Promise<{ switches: string[]; reason?: string }>
