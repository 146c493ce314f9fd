/** The last part of a path, of whichever system. */
export const fileName = (path: string): string => path.split(/[\\/]/).findLast(part => part !== '') ?? path
