export function leftOutTests(): { file: string; reason: string }[]
