/** Plain enough to be read as what it is. Contrast is at least 7 to 1; everything that can be pressed is 44 px high. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ink: #16181d; --paper: #ffffff; --quiet: #45484f; --line: #767a83;
  --mark: #5b1a00; --ground: #fff3e6; --press: #1d3fae; --pressed: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #f2f2f0; --paper: #15171b; --quiet: #c6c8ce; --line: #8f949e;
    --mark: #ffd9b8; --ground: #3a2413; --press: #b9c8ff; --pressed: #10204f;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-inline-size: 34rem; margin-inline: auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin-block: 1.5rem 0.5rem; }
aside { background: var(--ground); color: var(--mark); border: 2px solid currentColor; padding: 0.75rem 1rem; font-weight: 600; }
dl { display: flex; flex-wrap: wrap; gap: 0 1rem; margin-block: 1rem; }
dt { color: var(--quiet); flex-basis: 100%; }
dd { margin: 0; font-size: 1.4rem; font-weight: 600; }
fieldset { border: 1px solid var(--line); padding: 0.5rem 1rem 1rem; margin: 1.5rem 0; }
legend { font-weight: 600; padding-inline: 0.25rem; }
label { display: flex; gap: 0.75rem; align-items: center; min-block-size: 2.75rem; padding-block: 0.3rem; }
label small { color: var(--quiet); display: block; font-size: 0.9rem; }
input { inline-size: 1.25rem; block-size: 1.25rem; flex: none; accent-color: var(--press); }
section { border-inline-start: 4px solid var(--mark); background: var(--ground); color: var(--mark); padding: 0.5rem 1rem; }
section h2 { font-size: 1rem; margin: 0; }
section p { margin: 0; }
button {
  font: inherit; font-weight: 600; min-block-size: 2.75rem; inline-size: 100%; margin: 0.25rem 0; padding: 0.5rem 1.25rem;
  border: 2px solid var(--press); background: var(--press); color: var(--pressed); cursor: pointer;
}
button[value='cancel'], button[value='refuse'] { background: transparent; color: var(--press); }
a { color: var(--press); display: inline-block; padding-block: 0.6rem; }
:focus-visible { outline: 3px solid var(--press); outline-offset: 3px; }
`;
