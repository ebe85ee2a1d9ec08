import { openBrowser } from '../tools/chromium.ts';
import { existsSync, mkdirSync } from 'node:fs';
const [, , link, out, only] = process.argv as [string,string,string,string,string?];
const base = new URL(link).origin; const shop = base.replace('localhost','fornace.localhost');
mkdirSync(out,{recursive:true});
const b = await openBrowser();
const state = '/tmp/e2e-work/state.json';
if (!existsSync(state)) { const c=await b.newContext(); const p=await c.newPage(); await p.goto(link); console.log(p.url()); await c.storageState({path:state}); await c.close(); }
const list = await (async()=>{const c=await b.newContext({storageState:state}); const p=await c.newPage(); await p.goto(base+'/admin/fornace/launches'); const l=await p.locator('main a[href*="/launches/0"]').first().getAttribute('href'); await p.goto(base+'/admin/fornace/products'); const pr=await p.locator('main a[href*="/products/0"]').first().getAttribute('href'); await p.goto(base+'/admin/fornace/orders'); const o=await p.locator('main a[href*="/orders/0"]').first().getAttribute('href',{timeout:500}).catch(()=>null); await p.goto(shop); await c.close(); return {l,pr,o}})();
console.log(list);
const pages: Record<string,string> = { 'store-home': shop+'/', 'store-product': shop+'/p/walnut-bowl', 'store-launched': shop+'/p/walnut-bowl-second-batch', 'store-collection': shop+'/c/tableware', 'admin-home': base+'/admin/fornace', launches: base+'/admin/fornace/launches', launch: base+list.l, new: base+'/admin/fornace/launches/new', products: base+'/admin/fornace/products', product: base+list.pr, orders: base+'/admin/fornace/orders', ...(list.o?{order: base+list.o}:{}), publish: base+'/admin/fornace/publish', insights: base+'/admin/fornace/insights', 'sign-in': base+'/admin/sign-in?expired=1' };
const looks = [[1440,'light','en'],[390,'light','en'],[1440,'dark','en'],[390,'dark','ar'],[1440,'light','ar']] as const;
for (const [width,colorScheme,locale] of looks) {
  const tag = `${width}-${colorScheme}-${locale}`;
  for (const [name,url] of Object.entries(pages)) {
    if (only && !new RegExp(only).test(`${name}-${tag}`)) continue;
    const c=await b.newContext({viewport:{width,height:900},colorScheme,locale,...(name==='sign-in'?{}:{storageState:state}), deviceScaleFactor: 1});
    const p=await c.newPage(); p.on('console',m=>{ if(m.type()!=='log'&&m.type()!=='debug'&&m.type()!=='info') console.log(name,tag,m.type(),m.text().slice(0,300))}); p.on('requestfailed',r=>console.log(name,'failed',r.url(),r.failure()?.errorText)); p.on('response',r=>{if(r.status()>=400)console.log(name,r.status(),r.url())});
    await p.goto(url); await p.waitForLoadState('networkidle');
    const h=await p.evaluate(()=>document.documentElement.scrollHeight);
    for(let y=0;y<h;y+=700){await p.evaluate(v=>window.scrollTo(0,v),y);await p.waitForTimeout(30);} await p.evaluate(()=>window.scrollTo(0,0)); await p.waitForTimeout(150);
    await p.screenshot({path:`${out}/${name}-${tag}.png`,fullPage:true});
    await c.close();
  }
}
await b.close();
