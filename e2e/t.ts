import { openBrowser } from '../tools/chromium.ts';
let t=performance.now();
const [b,b2] = await Promise.all([openBrowser(), openBrowser()]); console.log('open', performance.now()-t);
const p = await (await b.newContext()).newPage(); await p.goto(process.argv[2]!); console.log(await p.title());
await p.screenshot({path:'/tmp/e2e-work/a.png'});
await b.close(); await b2.close();
