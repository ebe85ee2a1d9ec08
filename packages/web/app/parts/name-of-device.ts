/** "Firefox, Linux" from what a browser says it is; a program's own first word otherwise. */
export function nameOfDevice(device: string): string | undefined {
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((name) => device.includes(`${name}/`));
  const system = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac OS', 'Linux'].find((name) => device.includes(name));
  const shown = browser && ({ Edg: 'Edge', OPR: 'Opera' }[browser] ?? browser);
  return [shown ?? device.split(/[\s/]/)[0], system].filter(Boolean).join(', ') || undefined;
}
