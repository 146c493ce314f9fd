/**
 * Waits for all works, even if one fails: the output of the others would otherwise hide why.
 * @template {readonly unknown[] | []} Works
 * @param {Works} works
 * @returns {Promise<{ -readonly [Place in keyof Works]: Awaited<Works[Place]> }>} their results, in order; throws the
 * first failure
 */
export async function atOnce(works) {
  await Promise.allSettled(works)
  return await Promise.all(works)
}
