/** A call that is answered when the test says so. */
export function answerLater<T>() {
  const answers: Array<{ resolve: (value: T) => void; reject: (error: Error) => void }> = []
  return { answers, call: () => new Promise<T>((resolve, reject) => answers.push({ resolve, reject })) }
}
