import type { LaunchView, StepView } from '#launch';
import { bar, createLiveBlock, isLive, style } from './terminal.ts';

/** Shows a launch as it goes: drawn in place in a terminal, a line per finished step elsewhere. */
export function createLaunchProgress() {
  const block = isLive() ? createLiveBlock() : undefined;
  const told = new Set<string>();
  return {
    show(launch: LaunchView): void {
      if (block) {
        block.draw(launch.steps.map(stepLine));
        return;
      }
      for (const step of launch.steps) {
        if ((step.state === 'done' || step.state === 'failed') && !told.has(step.name)) {
          told.add(step.name);
          process.stdout.write(`${stepLine(step)}\n`);
        }
      }
    },
  };
}

function stepLine(step: StepView): string {
  const name = step.name.padEnd(12);
  const time = step.ms === null ? '' : `${(step.ms / 1000).toFixed(1)} s`;
  const note = step.note ?? '';
  if (step.state === 'done') return `  ${style('green', '✓')} ${name} ${time.padStart(7)}  ${style('dim', note)}`;
  if (step.state === 'failed') return `  ${style('red', '✗')} ${name} ${time.padStart(7)}  ${note}`;
  if (step.state === 'running') return `  ${style('cyan', '▸')} ${name} ${bar(step.progress)} ${note}`;
  return style('dim', `  · ${name}`);
}

/** What came of a launch, for a person. */
export function describeLaunch(launch: LaunchView): string {
  if (launch.status === 'failed') return `The launch stopped: ${launch.failure?.detail ?? 'no reason was given'}`;
  if (launch.status === 'held') {
    const reasons = launch.review.filter(({ state }) => state === 'open').map(({ subject, reason }) => `  ${subject}: ${reason}`);
    return ['The film is held: a person must look at this first.', ...reasons].join('\n');
  }
  if (launch.status === 'cancelled') return 'It was cancelled. `bottega launches resume` takes it up again.';
  if (launch.status === 'rejected') return `It was rejected: ${launch.decision?.reason ?? ''}`;
  return [
    launch.status === 'waiting'
      ? 'All of it is made and waits for a yes: `bottega launches approve`.'
      : `On sale:   ${launch.product?.url}`,
    ...launch.videos.map(({ shape, path }) => `Film ${shape.padEnd(5)} ${path}`),
    `Captions:  ${launch.captions.map(({ language, format }) => `${language}.${format}`).join(', ')}`,
    `Kits:      ${launch.kits.length} in ${launch.kits[0]?.path.replace(/[^/\\]+$/, '') ?? ''}`,
    `Cost:      ${launch.costs.map(({ amount, currency }) => `${amount} ${currency}`).join(', ')}`,
  ].join('\n');
}
