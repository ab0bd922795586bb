/** Runs jobs one after the other, in the order in which they were given. */
export function createJobQueue(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = last.then(job);
    // The failure belongs to the caller of this job; the next job must run all the same.
    last = result.catch(() => undefined);
    return result;
  };
}
