/** Something to be done after other things. */
export interface Task {
  readonly name: string;
  /** Names of tasks that must have ended before; those that are not among the tasks do not count. */
  readonly after?: readonly string[];
}

/**
 * Does tasks in their order, several at a time, each as soon as those before it have ended.
 *
 * @param width How many at a time.
 * @throws {TypeError} If tasks wait for each other.
 */
export async function schedule<T extends Task>(
  tasks: readonly T[],
  width: number,
  work: (task: T) => Promise<void>,
): Promise<void> {
  const names = new Set(tasks.map(({ name }) => name));
  const ended = new Set<string>();
  const waiting = new Set(tasks);
  const running = new Set<Promise<void>>();
  while (waiting.size > 0 || running.size > 0) {
    for (const task of waiting) {
      if (running.size >= width) break;
      if (!(task.after ?? []).every((name) => ended.has(name) || !names.has(name))) continue;
      waiting.delete(task);
      const done = work(task).finally(() => {
        ended.add(task.name);
        running.delete(done);
      });
      running.add(done);
    }
    if (running.size === 0) {
      throw new TypeError(`Cannot schedule: ${[...waiting].map(({ name }) => name).join(", ")} wait for each other`);
    }
    await Promise.race(running);
  }
}
