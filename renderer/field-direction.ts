/** The `dir` of a field: what is written in it goes its own way; while it is empty, it goes the way of the page. */
export const fieldDirection = (value: string): 'auto' | undefined => (value === '' ? undefined : 'auto')
