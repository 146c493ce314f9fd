/**
 * Waits for all of them, whatever becomes of one: what goes on would hide in its output why another one failed.
 * @returns what they came to, in their order; throws the first failure among them
 */
export async function atOnce(works) {
  await Promise.allSettled(works)
  return await Promise.all(works)
}
