import type { Command, Option } from 'commander';
import { describeCommands } from '../../packages/server/src/cli/command-line.ts';

/** docs/reference/cli.md, made from the command line itself: every command with its options. */
export function renderCliPage(): string {
  const program = describeCommands(() => Promise.reject(new Error('Nothing is run here.')));
  return `# The commands

<!-- Made from the commands themselves by tools/references/write.ts. -->

Every command and option there is, as \`bottega --help\` says them; [cli.md](../cli.md) says what they have in common.

${leavesOf(program).map(renderCommand).join('\n\n')}
`;
}

type Leaf = { readonly words: readonly string[]; readonly command: Command };

/** The commands that do something, by the words that lead to them. */
function leavesOf(command: Command, words: readonly string[] = [command.name()]): Leaf[] {
  const inner = command.commands.flatMap((child) => leavesOf(child, [...words, child.name()]));
  return inner.length > 0 ? inner : [{ words, command }];
}

function renderCommand({ words, command }: Leaf): string {
  const args = command.registeredArguments.map((argument) => (argument.required ? `<${argument.name()}>` : `[${argument.name()}]`));
  const heading = `## ${words.join(' ')}`;
  const lead = `${sentence(command.description())}\n\n\`${[...words, ...args].join(' ')}\``;
  const options = command.options.map(renderOption);
  return [heading, lead, options.length > 0 ? `| option | | otherwise |\n| --- | --- | --- |\n${options.join('\n')}` : '']
    .filter(Boolean)
    .join('\n\n');
}

function renderOption({ flags, description, mandatory, defaultValue }: Option): string {
  const otherwise = mandatory ? '(needed)' : defaultValue === undefined || Array.isArray(defaultValue) ? '' : `\`${String(defaultValue)}\``;
  return `| \`${flags}\` | ${description.replaceAll('|', '\\|')} | ${otherwise} |`;
}

const sentence = (words: string): string => (words === '' ? '' : `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.$/, '')}.`);
