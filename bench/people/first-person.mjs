// From nothing to person 7,000,000,000 in a process of its own: node first-person.mjs LIBRARY. Prints milliseconds since the process
// began, and of CPU.
const { openPopulation } = await import(`${process.argv[2]}/node.js`);

const person = openPopulation({ seed: 42 }).person(7_000_000_000);
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ name: person.name, wall: performance.now(), cpu: (user + system) / 1000 }));
