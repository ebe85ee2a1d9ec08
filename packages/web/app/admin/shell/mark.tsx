/** The house's sign, a kiln door: ink on any ground. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <rect width="32" height="32" rx="3" className="fill-ink" />
      <path d="M7 25V15a9 9 0 0 1 18 0v10M12.5 25v-7a3.5 3.5 0 0 1 7 0v7M4.5 25h23" fill="none" strokeWidth="2" className="stroke-on-ink" />
    </svg>
  );
}
