/** The key of a process in its table. */
export function pidKey(pid: number): string {
  return String(pid).padStart(8, '0');
}
